import { describe, expect, it } from 'vitest';
import { documentProblem } from '../../domain/cases/papers.ts';
import { caseIn, validPayload, withAction } from '../../domain/cases/testing.ts';
import { testApplicant, testRegistration, testRespondent } from '../../domain/cases/testing-facts.ts';
import { presentConfirmationApplication } from '../../domain/documents/confirmation-application.ts';
import { presentMediationProof } from '../../domain/documents/mediation-proof.ts';
import { partySchema } from '../../domain/parties/party.ts';
import { composeForm } from './compose.ts';
import { factsOf } from './testing.ts';

const performing = caseIn('performing');
const [first, second] = validPayload('confirmation.applied', performing).applicants;
if (!first || !second) throw new Error('the case of the tests has two parties');
const lawyer = { name: '赵某', relation: 'lawyer', relationNote: '某律师事务所律师', authority: 'special' } as const;
const withLawyer = {
  registration: testRegistration({
    parties: [partySchema.parse({ ...testApplicant, agents: [lawyer] }), testRespondent],
  }),
};
const applied = withAction(performing, 'confirmation.applied', {
  ...validPayload('confirmation.applied', performing),
  applicants: [{ ...first, agentNames: ['赵某', '钱某'] }, second],
});

describe('司法确认申请书 (人民调解法 33, 民事诉讼法 205)', () => {
  const data = composeForm('confirmation-application', factsOf(applied, withLawyer), 1);
  const printed = presentConfirmationApplication(data);

  it('names all who apply, each with the agents of the application (民事诉讼法 61)', () => {
    expect(printed.parties).toEqual([
      '申请人：张某，男，1978年1月1日出生，汉族，住郑州市金水区兴达路街道鸿苑社区 3 号楼 2 单元 501，联系方式13800001203。',
      '委托代理人：赵某，某律师事务所律师，特别授权。',
      '委托代理人：钱某。',
      '申请人：李某，联系方式13900004508。',
    ]);
    expect(printed.signers).toEqual(['张某', '李某']);
  });

  it('asks for the agreement of its day to be confirmed, with its terms and the undertaking', () => {
    expect(printed.heading).toBe('申请书');
    expect(printed.request).toBe('确认申请人张某与李某于2026年11月23日达成的人民调解协议有效。');
    expect(printed.terms).toHaveLength(2);
    expect(printed.undertaking).toContain('没有恶意串通、规避法律的行为');
    expect(printed).toMatchObject({ court: '郑州市金水区人民法院', date: '2026年11月24日' });
    expect(printed.materials).toEqual([
      '1．调解协议；',
      '2．调解组织主持调解的证明；',
      '3．各方当事人的身份证明；',
      '4．各方当事人的住所、联系方式。',
    ]);
  });

  it('is there once the parties have applied, and no more after they withdrew (民诉法解释 357)', () => {
    const problem = (state: typeof applied) => documentProblem(state, 'confirmation-application', 1);
    expect([problem(performing), problem(applied), problem(withAction(applied, 'confirmation.withdrawn'))]).toEqual([
      '还没有登记共同申请',
      null,
      '申请已经撤回',
    ]);
  });

  it('is another paper where the parties apply anew, at another court', () => {
    const issue = {
      ...validPayload('document.issued', applied),
      form: 'confirmation-application' as const,
      subject: 1,
    };
    const issued = withAction(applied, 'document.issued', issue);
    const anew = withAction(withAction(issued, 'confirmation.withdrawn'), 'confirmation.applied');
    expect(anew.documents.findLast(({ form }) => form === 'confirmation-application')?.outdated).toBe(true);
  });
});

describe('调解证明 (民诉法解释 354)', () => {
  it('says who mediated, what was agreed and since when it is in effect (人民调解法 29)', () => {
    const printed = presentMediationProof(composeForm('mediation-proof', factsOf(applied), 1));
    expect(printed.conducted).toContain('张某、李某之间的邻里纠纷');
    expect(printed.conducted).toContain('由人民调解员张卫主持调解');
    expect(printed.effect).toContain('自2026年11月23日起生效');
    expect(printed.court).toBe('郑州市金水区人民法院');
  });

  it('is not made of an oral agreement, nor of one that is not in effect', () => {
    const oral = withAction(caseIn('mediating'), 'agreement.reached_oral');
    for (const state of [oral, caseIn('agreed')]) {
      expect(documentProblem(state, 'mediation-proof', 1)).toBe('还没有生效的书面协议，不出调解证明');
    }
  });
});
