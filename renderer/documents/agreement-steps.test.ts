import { expect, test } from 'vitest';
import { caseIn, validPayload, withAction } from '../../domain/cases/testing.ts';
import { testApplicant, testRespondent, testStaff } from '../../domain/cases/testing-facts.ts';
import { agreementPaper, agreementSteps, currentStep } from './agreement-steps.ts';

const agreed = caseIn('agreed');
const settled = { form: 'written', writing: false } as const;
const details = (...args: Parameters<typeof agreementSteps>) => agreementSteps(...args).map(({ detail }) => detail);
const signed = (state: typeof agreed, kind: 'party' | 'mediator' | 'seal', signerId?: string) =>
  withAction(state, 'agreement.signed', {
    version: 1,
    kind,
    method: kind === 'seal' ? 'seal' : 'signature',
    signedOn: '2026-11-23',
    ...(signerId === undefined ? {} : { signerId }),
  });

test('a draft stands at its first step', () => {
  const steps = agreementSteps(caseIn('mediating'), { form: 'written', writing: true });
  expect(currentStep(steps)).toBe('draft');
  expect(steps.map(({ label }) => label)).toEqual(['起草', '打印', '双方签名', '调解员签名', '委员会印', '生效日']);
});

test('each mark is counted, and the last one gives the day of effect (人民调解法 29)', () => {
  const half = signed(agreed, 'party', testApplicant.id);
  expect(details(half, settled).slice(2)).toEqual(['1 / 2', '未签', '未盖', '签名盖章齐全之日']);
  const whole = signed(signed(signed(half, 'party', testRespondent.id), 'mediator', testStaff.mediator), 'seal');
  expect(details(whole, settled).slice(2)).toEqual(['2 / 2', '已签', '已盖', '2026-11-23']);
  expect(whole.status).toBe('performing');
});

test('an issued paper is named as not printed until it is', () => {
  const issued = withAction(agreed, 'document.issued', {
    ...validPayload('document.issued', agreed),
    form: 'agreement',
    subject: 1,
  });
  expect(agreementPaper(issued)?.subject).toBe(1);
  expect(details(issued, settled)[1]).toBe('已取号，还没打印');
});

test('a change begins the next version, without the marks and the paper of the last', () => {
  const half = signed(agreed, 'party', testApplicant.id);
  const steps = agreementSteps(half, { form: 'written', writing: true });
  expect(steps[0]).toMatchObject({ label: '第 2 版', detail: '正在进行' });
  expect(steps[2]).toMatchObject({ detail: '0 / 2' });
});

test('an oral agreement needs no signatures and is in effect on its day (人民调解法 30)', () => {
  const oral = withAction(caseIn('mediating'), 'agreement.reached_oral');
  const steps = agreementSteps(oral, { form: 'oral', writing: false });
  expect(steps.at(-1)).toMatchObject({ detail: oral.agreement?.text.reachedOn, done: true });
  expect(currentStep(steps)).toBe('print');
});
