import { describe, expect, test } from 'vitest';
import { testId } from '../../../../domain/cases/testing-facts.ts';
import type { AgentInput } from '../../../../domain/parties/agent.ts';
import { type PartyInput, partySchema } from '../../../../domain/parties/party.ts';
import { signerWarning, suggestedDetails } from './who-signs.ts';

const day = '2026-11-23';
const guardian: AgentInput = { name: '王某', relation: 'guardian', relationNote: '母亲', authority: 'special' };

function placeOf(changes: { birthDate?: string; statedAge?: number; agents?: AgentInput[] }) {
  const input: PartyInput = { id: testId(12), kind: 'person', role: 'applicant', name: '马小某', ...changes };
  const party = partySchema.parse(input);
  return { name: party.name, person: party.kind === 'person' ? party : null, agents: party.agents };
}
const signedBy = (agentName: string | null) => ({ method: 'signature', agentName }) as const;

describe('a minor (民法典 23)', () => {
  const child = placeOf({ birthDate: '2015-01-01', agents: [guardian] });

  test('is signed for by the guardian, with nothing to warn of', () => {
    expect(suggestedDetails(child, day)).toEqual(signedBy('王某'));
    expect(signerWarning(child, signedBy('王某'), day)).toBeNull();
  });

  test('who signs alone is warned of, and the guardian is named', () => {
    expect(signerWarning(child, signedBy(null), day)).toMatchObject({
      title: expect.stringContaining('民法典第二十三条'),
      advice: expect.stringContaining('王某'),
    });
  });

  test('without a guardian is warned of at once, with what to do', () => {
    const alone = placeOf({ statedAge: 10 });
    expect(suggestedDetails(alone, day)).toEqual(signedBy(null));
    expect(signerWarning(alone, suggestedDetails(alone, day), day)?.advice).toContain('更正登记');
  });

  test('of 16 who lives on the own work is an exception (民法典 18)', () => {
    expect(signerWarning(placeOf({ birthDate: '2010-11-23' }), signedBy(null), day)?.advice).toContain('第十八条');
    expect(signerWarning(placeOf({ birthDate: '2010-11-24' }), signedBy(null), day)?.advice).not.toContain('第十八条');
  });

  test('is of age from the eighteenth birthday on, by the day on the paper (LOG-10)', () => {
    const young = placeOf({ birthDate: '2008-11-23', agents: [guardian] });
    expect(suggestedDetails(young, '2026-11-22')).toEqual(signedBy('王某'));
    expect(suggestedDetails(young, '2026-11-23')).toEqual(signedBy(null));
    expect(signerWarning(young, signedBy(null), '2026-11-23')).toBeNull();
  });
});

describe('an agent by mandate (民事诉讼法 62)', () => {
  const agents: AgentInput[] = [
    { name: '赵律', relation: 'lawyer', authority: 'general' },
    { name: '钱律', relation: 'lawyer', authority: 'special' },
  ];
  const grown = placeOf({ birthDate: '1980-01-01', agents });

  test('needs a special authority to settle', () => {
    expect(signerWarning(grown, signedBy('赵律'), day)?.title).toContain('民事诉讼法第六十二条');
    expect(signerWarning(grown, signedBy('钱律'), day)).toBeNull();
  });

  test('is not taken for who has signed; nobody’s age being known warns of nothing', () => {
    expect(suggestedDetails(grown, day)).toEqual(signedBy(null));
    expect(signerWarning(placeOf({}), signedBy(null), day)).toBeNull();
  });
});
