import { missingMarks } from '../../domain/cases/agreement.ts';
import { signingPartyIds } from '../../domain/cases/next-status.ts';
import { currentPaper } from '../../domain/cases/outdated-papers.ts';
import type { AgreementState, CaseState, IssuedDocument } from '../../domain/cases/state.ts';
import type { AgreementForm } from './agreement-values.ts';

/** One of the six steps from the draft to the day of effect. */
export interface AgreementStep {
  readonly id: 'draft' | 'print' | 'parties' | 'mediator' | 'seal' | 'effect';
  readonly label: string;
  readonly detail: string;
  readonly done: boolean;
}

interface Work {
  readonly form: AgreementForm;
  /** A text is being written or changed right now. */
  readonly writing: boolean;
}

/** The paper of the agreement as it stands; null while there is none. */
export function agreementPaper(state: CaseState): IssuedDocument | null {
  const { agreement } = state;
  if (!agreement) return null;
  const form = agreement.form === 'written' ? 'agreement' : 'oral-agreement-register';
  return currentPaper(state, form, agreement.version);
}

function printStep(paper: IssuedDocument | null, form: AgreementForm): Pick<AgreementStep, 'detail' | 'done'> {
  if (!paper) return { detail: form === 'written' ? '打印时取号' : '达成后打印', done: false };
  if (paper.executed && paper.printedAt.length === 0) return { detail: '已出签署件', done: true };
  if (paper.printedAt.length === 0) return { detail: '已取号，还没打印', done: false };
  return { detail: `已印 ${paper.copiesPrinted} 份`, done: true };
}

function markSteps(state: CaseState, agreement: AgreementState | null): readonly AgreementStep[] {
  const needs = { partyIds: signingPartyIds(state) };
  const missing = missingMarks(needs, agreement?.marks ?? []);
  const all = needs.partyIds.length;
  const signed = all - missing.filter(({ kind }) => kind === 'party').length;
  const mediator = !missing.some(({ kind }) => kind === 'mediator');
  const seal = !missing.some(({ kind }) => kind === 'seal');
  return [
    {
      id: 'parties',
      label: all > 2 ? '各方签名' : '双方签名',
      detail: `${signed} / ${all}`,
      done: signed === all && all > 0,
    },
    { id: 'mediator', label: '调解员签名', detail: mediator ? '已签' : '未签', done: mediator },
    { id: 'seal', label: '委员会印', detail: seal ? '已盖' : '未盖', done: seal },
  ];
}

const notNeeded: readonly AgreementStep[] = [
  { id: 'parties', label: '双方签名', detail: '口头协议不用', done: true },
  { id: 'mediator', label: '调解员签名', detail: '在登记表上签', done: true },
  { id: 'seal', label: '委员会印', detail: '在登记表上盖', done: true },
];

/** Draft, print, marks, effect: where the agreement stands (人民调解法 29, 30). */
export function agreementSteps(state: CaseState, { form, writing }: Work): readonly AgreementStep[] {
  const agreement = writing ? null : state.agreement;
  const version = writing || !state.agreement ? state.lastAgreementVersion + 1 : state.agreement.version;
  const paper = writing ? null : agreementPaper(state);
  const effectiveOn = agreement?.effectiveOn ?? null;
  const later = form === 'written' ? '签名盖章齐全之日' : '达成协议之日';
  return [
    {
      id: 'draft',
      label: version > 1 ? `第 ${version} 版` : '起草',
      detail: writing ? '正在进行' : agreement ? `${agreement.text.reachedOn} 达成` : '还没开始',
      done: !writing && agreement !== null,
    },
    { id: 'print', label: '打印', ...printStep(paper, form) },
    ...(form === 'written' ? markSteps(state, agreement) : notNeeded),
    { id: 'effect', label: '生效日', detail: effectiveOn ?? later, done: effectiveOn !== null },
  ];
}

/** The step that is on now: the first that is not done; null where all is. */
export function currentStep(steps: readonly AgreementStep[]): AgreementStep['id'] | null {
  return steps.find((step) => !step.done)?.id ?? null;
}
