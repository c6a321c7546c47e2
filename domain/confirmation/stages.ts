/** How far the court's confirmation of an agreement has come. */
export const confirmationStages = [
  { id: 'applied', name: '待递交法院', over: false },
  { id: 'filed', name: '已递交法院', over: false },
  { id: 'correcting', name: '待补正', over: false },
  { id: 'accepted', name: '法院已受理', over: false },
  { id: 'confirmed', name: '裁定有效', over: true },
  { id: 'dismissed', name: '裁定驳回', over: true },
  { id: 'not_accepted', name: '裁定不予受理', over: true },
  { id: 'withdrawn', name: '已撤回', over: true },
] as const;

export type ConfirmationStage = (typeof confirmationStages)[number]['id'];

/** As lists tell it: `open` where the parties want it and have not applied yet. */
export type ConfirmationStanding = ConfirmationStage | 'open';

export const confirmationStandings: readonly [ConfirmationStanding, ...ConfirmationStanding[]] = [
  'open',
  ...confirmationStages.map(({ id }) => id),
];

/** Those that somebody still waits for: the parties, or the court. */
export const runningStandings: readonly ConfirmationStanding[] = [
  'open',
  ...confirmationStages.filter(({ over }) => !over).map(({ id }) => id),
];

export function standingName(standing: ConfirmationStanding): string {
  return standing === 'open' ? '未申请' : confirmationStage(standing).name;
}

const byId = new Map(confirmationStages.map((stage) => [stage.id, stage]));

export function confirmationStage(id: ConfirmationStage): (typeof confirmationStages)[number] {
  const stage = byId.get(id);
  if (!stage) throw new RangeError(`unknown stage of confirmation ${id}`);
  return stage;
}

/** What may happen to an application. */
export type ConfirmationStep =
  | 'applied'
  | 'filed'
  | 'asked_to_correct'
  | 'corrected'
  | 'accepted'
  | 'ruled'
  | 'withdrawn';

interface StepRow {
  /** Stages before it; `none` where nothing was applied for yet. */
  readonly from: readonly (ConfirmationStage | 'none')[];
  /** Null where it depends: on the ruling's outcome, or on whether the court had accepted before it asked for more. */
  readonly to: ConfirmationStage | null;
  /** Why not, where it comes too early. */
  readonly tooEarly: string;
}

/**
 * Which step may follow which. The court may rule on the day of filing, without a notice that it accepted, and may ask
 * for more after it accepted (民诉法解释 356). A withdrawn application, and one that was not accepted, as
 * at the wrong court, may be made anew while the 30 days run.
 */
export const confirmationSteps: Readonly<Record<ConfirmationStep, StepRow>> = {
  applied: { from: ['none', 'withdrawn', 'not_accepted'], to: 'applied', tooEarly: '' },
  filed: { from: ['applied'], to: 'filed', tooEarly: '还没有登记共同申请' },
  asked_to_correct: { from: ['filed', 'accepted', 'correcting'], to: 'correcting', tooEarly: '申请还没有递交法院' },
  corrected: { from: ['correcting'], to: null, tooEarly: '法院没有要求补正' },
  accepted: { from: ['filed', 'correcting'], to: 'accepted', tooEarly: '申请还没有递交法院' },
  ruled: { from: ['filed', 'correcting', 'accepted'], to: null, tooEarly: '申请还没有递交法院' },
  // Until the ruling is made (民诉法解释 357).
  withdrawn: { from: ['applied', 'filed', 'correcting', 'accepted'], to: 'withdrawn', tooEarly: '还没有登记共同申请' },
};

/** Why a step does not follow the stage that an application has, or null. */
export function stepProblem(step: ConfirmationStep, stage: ConfirmationStage | null): string | null {
  const { from, tooEarly } = confirmationSteps[step];
  if (from.includes(stage ?? 'none')) return null;
  if (stage === null) return tooEarly;
  const { name, over } = confirmationStage(stage);
  const now = `司法确认现在是「${name}」`;
  if (step === 'applied') return over ? `${now}，不能再申请` : `${now}，已经申请过了`;
  return over ? `${now}，已经办完` : `${now}，${tooEarly === '' ? '还不到这一步' : tooEarly}`;
}

/** How far a stage lies on the way; what is over lies last. */
export function stageRank(stage: ConfirmationStage): number {
  return confirmationStage(stage).over ? 9 : ['applied', 'filed', 'correcting', 'accepted'].indexOf(stage);
}
