import { describe, expect, it } from 'vitest';
import { countCharacters } from '../../../domain/text/plain-text.ts';
import { draftLabel, draftMissing, isBlank, readDraft } from './draft-content.ts';
import { newAgent } from './form-values.ts';
import { formWith, stairwell } from './testing.ts';

const ids = {
  actionId: '00000000-0000-7000-8000-000000000011',
  caseId: '00000000-0000-7000-8000-000000000012',
  linkedCaseIds: ['00000000-0000-7000-8000-000000000013'],
};

describe('a stored draft', () => {
  it('comes back as it was typed, unfinished and wrong as it may be', () => {
    const [party, other] = stairwell.parties;
    const agents = [newAgent('a', 'guardian')];
    const values = {
      ...stairwell,
      parties: [{ ...party!, documentNumber: '41010', birthDate: '1990-02-3', agents, filled: { sex: '1' } }, other!],
      amount: '一万二',
    };
    const stored: unknown = JSON.parse(JSON.stringify({ ...ids, values }));
    expect(readDraft(stored)).toEqual({ ...ids, values });
  });

  it('keeps half a surrogate pair on its way through JSON', () => {
    const values = { ...stairwell, facts: '张\ud840' };
    expect(readDraft(JSON.parse(JSON.stringify({ ...ids, values })))?.values.facts).toBe('张\ud840');
  });

  it('of an older or newer program loses only the fields that are no longer understood', () => {
    const values = { ...stairwell, mojType: '99', source: 'pigeon', gone: 1, demands: undefined };
    expect(readDraft({ ...ids, values })?.values).toMatchObject({
      mojType: null,
      source: 'application',
      demands: [],
      facts: stairwell.facts,
    });
  });

  it('that is none gives null', () => {
    expect(readDraft(null)).toBeNull();
    expect(readDraft({ values: stairwell })).toBeNull();
  });
});

it('is called by its parties, else by its first words', () => {
  expect(draftLabel(stairwell)).toBe('张某 与 李某');
  expect(draftLabel(formWith({}, {}, { facts: '楼道垃圾\n第二行' }))).toBe('楼道垃圾');
  expect(draftLabel(formWith())).toBe('还没写姓名');
});

it('has a label that fits its field, whatever was pasted into a name', () => {
  const label = draftLabel(formWith({ name: '𠮷'.repeat(5000) }, { name: '李'.repeat(5000) }));
  expect(countCharacters(label)).toBeLessThanOrEqual(200);
  expect(label.isWellFormed()).toBe(true);
});

it('says what is missing, in the order of the form', () => {
  expect(draftMissing(formWith({ name: '张某' }, {}, { occurredOn: '2026-07-11' }))).toBe(
    '被申请人、发生地点、经过、类别',
  );
});

it('is worth keeping from the first word on, not before', () => {
  expect(isBlank(formWith())).toBe(true);
  expect(isBlank(formWith({ role: 'third_party', willingness: 'refused' }))).toBe(true);
  expect(isBlank(formWith({ phone: '1' }))).toBe(false);
  expect(isBlank(formWith({}, {}, { facts: '邻' }))).toBe(false);
});
