import type { CaseState } from '../cases/state.ts';
import type { CaseStatus } from '../cases/status.ts';
import { toChinaDate, toChinaTime } from '../deadlines/china-time.ts';
import type { Due } from '../deadlines/due.ts';
import type { PlainDate } from '../text/chinese-date.ts';

/** One step as the citizen reads it. */
export interface ProgressStep {
  readonly name: string;
  /** `11月23日 16:05`, of an agreement the day alone; null where it is not recorded, or still to come. */
  readonly when: string | null;
  readonly state: 'done' | 'now' | 'to_come';
}

export interface Progress {
  /** One sentence of news, in plain words. */
  readonly headline: string;
  /** The center that works on it, and its mediators; null before one has it. */
  readonly who: string | null;
  /** What the citizen may expect or do; null where the headline says it all. */
  readonly next: string | null;
  /** By when it comes; null where no time runs. */
  readonly by: string | null;
  readonly steps: readonly ProgressStep[];
}

/** What of the case tells how far it is. Nobody but its own party reads it, and nothing of the other side is in it. */
export type ProgressFacts = Pick<CaseState, 'status' | 'instants' | 'handover' | 'bornAt' | 'transferredTo'> & {
  /** What the citizen is to bring (补正) is among them; nothing else of them is told. */
  readonly errands?: CaseState['errands'];
  /** Names of the mediators; empty while there are none. */
  readonly mediators: readonly string[];
  /** Day on which the agreement was reached; null where there is none. */
  readonly agreedOn: PlainDate | null;
  /** The deadline that runs, as the center's rules say; null where none does. */
  readonly due: Pick<Due, 'dueAt' | 'provisional'> | null;
};

const stages = ['submitted', 'accepted', 'assigned', 'mediating', 'settled', 'closed'] as const;
type Stage = (typeof stages)[number];

/** Of each stage its name once it is done, and while it is still to come. */
const stepNames: Readonly<Record<Stage, readonly [done: string, ahead: string]>> = {
  submitted: ['您提交了', '您提交'],
  accepted: ['中心受理了', '中心受理'],
  assigned: ['派了调解员', '派调解员'],
  mediating: ['开始调解了', '调解'],
  settled: ['谈好了', '谈好'],
  closed: ['办结了', '办结'],
};

/** The stage that a case has come to, by its state. */
const stageOf: Readonly<Record<CaseStatus, Stage>> = {
  registered: 'submitted',
  refused: 'submitted',
  accepted: 'accepted',
  triaged: 'accepted',
  returned: 'accepted',
  assigned: 'assigned',
  signed_in: 'assigned',
  mediating: 'mediating',
  failed: 'mediating',
  terminated: 'mediating',
  transferred: 'accepted',
  agreed: 'settled',
  performing: 'settled',
  follow_up: 'settled',
  closed: 'closed',
  archived: 'closed',
};

/** Work goes no further in these: the steps that would come are not promised. */
const ended: ReadonlySet<CaseStatus> = new Set([
  'refused',
  'failed',
  'terminated',
  'transferred',
  'closed',
  'archived',
]);

function sayings(facts: ProgressFacts): readonly [headline: string, next: string | null] {
  const { status, handover, mediators, transferredTo } = facts;
  const who = mediators.length === 0 ? '调解员' : `调解员${mediators.join('、')}`;
  const center = handover?.path.at(-1)?.name;
  switch (status) {
    case 'registered':
      if (toBring(facts) !== null) return ['还差一点材料，补齐了再往下办', toBring(facts)];
      if (handover === null) return ['已经收到，正在交给当地中心', '请留意手机，中心会和您联系。'];
      return handover.path.length > 1
        ? [`${center ?? '中心'}收到了，正在看`, '受理不受理，都会告诉您。']
        : [`已经送到${handover.offer?.to.name ?? '当地中心'}`, '中心的人看到后会和您联系。'];
    case 'refused':
      return ['中心没有受理', '原因会当面或者打电话告诉您；您也可以去法院或者别的部门办。'];
    case 'accepted':
    case 'triaged':
    case 'returned':
      return ['已经受理，正在派调解员', '派好以后，调解员会给您打电话。'];
    case 'assigned':
      return [`派给了${who}`, '他会尽快和您联系。'];
    case 'signed_in':
      return [`${who}已接手`, '他会和您约时间。'];
    case 'mediating':
      return [`${who}正在调解`, '有事可以直接和他说。'];
    case 'agreed':
      return ['谈好了，等双方签字', null];
    case 'performing':
      return ['谈好了，正在按协议办', '对方没有按协议办的，请告诉调解员。'];
    case 'follow_up':
      return ['谈好了，协议办完了', '调解员会再问问您的情况。'];
    case 'failed':
    case 'terminated':
      return ['这次没有谈成', '可以去法院、仲裁或者别的部门，调解员会告诉您怎么走。'];
    case 'transferred':
      return [`已经转给${transferredTo ?? '主管部门'}`, '以后由他们和您联系。'];
    case 'closed':
    case 'archived':
      return ['办结了', null];
  }
}

/** What is still missing and by when, as the desk wrote it; null where nothing is. */
function toBring({ errands = [] }: ProgressFacts): string | null {
  const missing = errands.filter(({ kind, end }) => kind === 'supplement' && end === null);
  if (missing.length === 0) return null;
  const lines = missing.map(({ what, dueOn }) => (dueOn === null ? what : `${what}（${dayOf(dueOn)}前）`));
  return `请补充：${lines.join('；')}。可以在下面补充说明，也可以送到中心。`;
}

const dayOf = (date: PlainDate): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
const momentOf = (at: number | undefined): string | null =>
  at === undefined ? null : `${dayOf(toChinaDate(at))} ${toChinaTime(at)}`;

/** What a deadline is for, in the citizen's words; of states without one no time is told. */
const dueWords: Partial<Readonly<Record<CaseStatus, string>>> = {
  registered: '告诉您受理不受理',
  accepted: '定下由谁来办',
  triaged: '派好调解员',
  returned: '另派调解员',
  assigned: '调解员接手',
  signed_in: '谈出结果',
  mediating: '谈出结果',
  agreed: '签好协议',
  performing: '按协议办完',
  follow_up: '回访您',
};

function byWhen({ status, due }: ProgressFacts, now: number): string | null {
  const what = dueWords[status];
  if (due === null || what === undefined) return null;
  const day = `${dayOf(toChinaDate(due.dueAt))}${due.provisional ? '（暂定）' : ''}`;
  return due.dueAt < now ? `本来应在${day}前${what}，已经过了。您可以在下面留言催办。` : `最迟${day}${what}。`;
}

function whoWorks({ handover, mediators }: ProgressFacts): string | null {
  // The city itself is no center: until one takes it, nobody works on it.
  const center = handover && handover.path.length > 1 ? handover.path.at(-1)?.name : undefined;
  if (center === undefined) return null;
  return `经办：${[center, ...mediators.map((name) => `调解员${name}`)].join('，')}`;
}

/** How far a case is at an instant, for the citizen who brought it, in plain words. */
export function progressOf(facts: ProgressFacts, now: number): Progress {
  const { status, instants, agreedOn } = facts;
  const when: Readonly<Record<Stage, string | null>> = {
    submitted: momentOf(instants.registeredAt),
    accepted: momentOf(instants.acceptedAt),
    assigned: momentOf(instants.assignedAt),
    mediating: momentOf(instants.mediationStartedAt),
    settled: agreedOn === null ? null : dayOf(agreedOn),
    closed: momentOf(instants.closedAt),
  };
  const reached = stages.indexOf(stageOf[status]);
  const [headline, next] = sayings(facts);
  const steps = stages.flatMap((stage, index): readonly ProgressStep[] => {
    const [done, ahead] = stepNames[stage];
    if (index <= reached) {
      // A case that was closed without an agreement was never settled.
      if (index > 0 && when[stage] === null && stage !== 'closed') return [];
      return [{ name: done, when: when[stage], state: 'done' }];
    }
    return ended.has(status) ? [] : [{ name: ahead, when: null, state: index === reached + 1 ? 'now' : 'to_come' }];
  });
  return { headline, who: whoWorks(facts), next, by: byWhen(facts, now), steps };
}
