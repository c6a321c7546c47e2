import { toChinaDate } from '../deadlines/china-time.ts';
import { type ErrandKindId, type ErrandStage, errandKind } from '../errands/kinds.ts';
import type { ActionHeader } from '../log/action.ts';
import type { PlainDate } from '../text/chinese-date.ts';
import type { CaseAction, CaseActionType } from './actions.ts';
import type { CaseState } from './state.ts';

export interface ErrandAnswer {
  readonly result: string;
  readonly answeredOn: PlainDate;
  readonly by: string | null;
  readonly answeredAt: number;
  /** Why who asked sent it back, and when; null where it stands. */
  readonly returned: { readonly opinion: string; readonly at: number } | null;
}

/** 协同事项: somebody is asked to do something for the case, and to answer by a time. */
export interface Errand {
  /** Id of the action that asked. */
  readonly id: string;
  readonly kind: ErrandKindId;
  /** Name of the other side; null where it is whoever has the case, or the applicant. */
  readonly to: string | null;
  readonly what: string;
  readonly dueOn: PlainDate | null;
  readonly number: string | null;
  readonly letterOn: PlainDate | null;
  /** Device time, in ms. */
  readonly askedAt: number;
  readonly askedBy: string;
  readonly askedStation: string;
  readonly received: { readonly receivedOn: PlainDate; readonly number: string | null } | null;
  readonly answers: readonly ErrandAnswer[];
  readonly end: 'answered' | 'withdrawn' | null;
  readonly endedAt: number | null;
}

/** 联动小结: what the center that leads made of the helpers' answers. */
export interface JointSummary {
  readonly result: string;
  readonly summedUpAt: number;
  /** The errands that it sums up. */
  readonly errandIds: readonly string[];
}

const PREFIX = 'errand.';
export type ErrandActionType = Extract<CaseActionType, `${typeof PREFIX}${string}`>;
export type ErrandAction = Extract<CaseAction, { readonly type: ErrandActionType }>;

export function isErrandType(type: CaseActionType): type is ErrandActionType {
  return type.startsWith(PREFIX);
}

/** Also of actions as the history gives them back, without a payload. */
export function isErrandAction<Told extends { readonly type: CaseActionType }>(
  action: Told,
): action is Extract<Told, { readonly type: ErrandActionType }> {
  return isErrandType(action.type);
}

type Errands = Pick<CaseState, 'errands'>;

export function openErrands({ errands }: Errands): readonly Errand[] {
  return errands.filter(({ end }) => end === null);
}

export function errandOf({ errands }: Errands, id: string): Errand | null {
  return errands.find((errand) => errand.id === id) ?? null;
}

/** 吹哨（金水区城市管理局）; null where there is none of this id. */
export function errandName(state: Errands, id: string): string | null {
  const errand = errandOf(state, id);
  return errand && `${errandKind(errand.kind).name}${errand.to === null ? '' : `（${errand.to}）`}`;
}

/** What an errand waits for; null once it is over. */
export function errandStage(errand: Errand): ErrandStage | null {
  if (errand.end !== null) return null;
  const { judged, receipt } = errandKind(errand.kind);
  const last = errand.answers.at(-1);
  if (judged && last !== undefined && last.returned === null) return 'judgement';
  return receipt && errand.received === null && last === undefined ? 'receipt' : 'answer';
}

/** Helpers of a joint handling whose answers the lead has not summed up yet. */
export function jointToSumUp({
  errands,
  jointSummaries,
}: Pick<CaseState, 'errands' | 'jointSummaries'>): readonly Errand[] {
  const done = new Set(jointSummaries.flatMap(({ errandIds }) => errandIds));
  return errands.filter(
    ({ id, kind, end }) => errandKind(kind).group === 'joint' && end !== 'withdrawn' && !done.has(id),
  );
}

/** Names of the departments that were asked to help, as long as they were not asked to stay away: they see the case. */
export function helpingUnits({ errands }: Errands): readonly string[] {
  return errands.flatMap(({ kind, to, end }) =>
    errandKind(kind).group === 'joint' && end !== 'withdrawn' && to !== null ? [to] : [],
  );
}

/** Errands that must be answered before the case is closed: a result goes back to who sent it or supervises it. */
export function owedAnswers(state: Errands): readonly Errand[] {
  return openErrands(state).filter(({ kind }) => ['in', 'inside'].includes(errandKind(kind).group));
}

/** How long the time to accept has rested while the applicant was to bring something, in ms; `resting` while one is. */
export function acceptanceRest({ errands }: Errands): { readonly rested: number; readonly resting: boolean } {
  const supplements = errands.filter(({ kind }) => errandKind(kind).group === 'applicant');
  const spans = supplements.flatMap(({ askedAt, endedAt }) =>
    endedAt === null ? [] : [{ from: askedAt, to: endedAt }],
  );
  let rested = 0;
  let until = Number.NEGATIVE_INFINITY;
  // Two that ran at once rest it once.
  for (const { from, to } of spans.toSorted((one, other) => one.from - other.from)) {
    rested += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return { rested, resting: supplements.some(({ end }) => end === null) };
}

/** What the applicant was asked to bring (补正) and has not yet. */
export function awaitedFromApplicant(state: Errands): readonly Errand[] {
  return openErrands(state).filter(({ kind }) => errandKind(kind).group === 'applicant');
}

/**
 * The applicant told something on the city's pages while something was to be brought: that is the answer, and the time to
 * accept runs on. Whether it is enough is the desk's to say, which asks again where it is not.
 */
export function answeredByApplicant(state: CaseState, ids: readonly string[], words: string, at: number): CaseState {
  const answer: ErrandAnswer = {
    ...{ result: words, answeredOn: toChinaDate(at), by: '群众在网上补充' },
    ...{ answeredAt: at, returned: null },
  };
  return ids.reduce(
    (before, id) =>
      changed(before, id, (errand) => ({
        ...errand,
        answers: [...errand.answers, answer],
        ...{ end: 'answered', endedAt: at },
      })),
    state,
  );
}

function changed(state: CaseState, id: string, change: (errand: Errand) => Errand): CaseState {
  return { ...state, errands: state.errands.map((errand) => (errand.id === id ? change(errand) : errand)) };
}

function asked(
  state: CaseState,
  { payload }: Extract<ErrandAction, { type: 'errand.asked' }>,
  header: ActionHeader,
): CaseState {
  const { source } = errandKind(payload.kind);
  const errand: Errand = {
    id: header.id,
    kind: payload.kind,
    to: payload.to ?? null,
    what: payload.what,
    dueOn: payload.dueOn ?? null,
    number: payload.number ?? null,
    letterOn: payload.letterOn ?? null,
    askedAt: header.deviceTime,
    askedBy: header.actorId,
    askedStation: header.stationId,
    received: null,
    answers: [],
    end: null,
    endedAt: null,
  };
  const registration =
    source === undefined || state.registration === null ? state.registration : { ...state.registration, source };
  return { ...state, registration, errands: [...state.errands, errand] };
}

/** 督办 shows on the case as long as one is open that somebody set by an errand. */
function withSupervision(before: CaseState, after: CaseState): CaseState {
  const isOpen = (state: CaseState) => openErrands(state).some(({ kind }) => kind === 'supervise');
  if (isOpen(before) === isOpen(after)) return after;
  const others = after.flags.filter((flag) => flag !== 'supervised');
  return { ...after, flags: isOpen(after) ? [...others, 'supervised'] : others };
}

/** What the actions of errands change. One that names no errand, or one that is over, is kept in the log alone. */
export function applyErrand(state: CaseState, action: CaseAction, header: ActionHeader): CaseState {
  if (!isErrandAction(action)) return state;
  return withSupervision(state, applied(state, action, header));
}

function applied(state: CaseState, action: ErrandAction, header: ActionHeader): CaseState {
  const at = header.deviceTime;
  switch (action.type) {
    case 'errand.asked':
      return asked(state, action, header);
    case 'errand.received': {
      const { errandId, receivedOn, number = null } = action.payload;
      return changed(state, errandId, (errand) =>
        errand.received === null ? { ...errand, received: { receivedOn, number } } : errand,
      );
    }
    case 'errand.answered': {
      const { errandId, result, answeredOn, by = null } = action.payload;
      return changed(state, errandId, (errand) => {
        if (errand.end === 'withdrawn') return errand;
        const answers = [...errand.answers, { result, answeredOn, by, answeredAt: at, returned: null }];
        const isOver = errand.end === null && !errandKind(errand.kind).judged;
        return { ...errand, answers, ...(isOver ? { end: 'answered', endedAt: at } : {}) };
      });
    }
    case 'errand.judged': {
      const { errandId, accepted, opinion = '' } = action.payload;
      return changed(state, errandId, (errand) => {
        const last = errand.answers.at(-1);
        if (errand.end !== null || last === undefined) return errand;
        if (accepted) return { ...errand, end: 'answered', endedAt: at };
        return { ...errand, answers: [...errand.answers.slice(0, -1), { ...last, returned: { opinion, at } }] };
      });
    }
    case 'errand.withdrawn':
      return changed(state, action.payload.errandId, (errand) =>
        errand.end === null ? { ...errand, end: 'withdrawn', endedAt: at } : errand,
      );
    case 'errand.summed_up': {
      const errandIds = jointToSumUp(state).map(({ id }) => id);
      const summary = { result: action.payload.result, summedUpAt: at, errandIds };
      return { ...state, jointSummaries: [...state.jointSummaries, summary] };
    }
  }
}
