import type { SourceCode } from '../codes/sources.ts';
import type { LimitId } from '../deadlines/limits.ts';

/**
 * Whom an errand is given to. `applicant` brings what is missing; `joint` helps the center that leads (联动); `out` takes
 * the matter over or gives an opinion; `in` has sent it here and waits for the result; `inside` is whoever has the case.
 */
export type ErrandGroup = 'applicant' | 'joint' | 'out' | 'in' | 'inside';

/**
 * Who may begin an errand (谁分配谁督办): `desk` and `mediator` of the center that has the pen, the `manager` and the
 * `head` there, who `assigned` the case to its mediator, and the desk of the center that has `given` it away.
 */
export type ErrandAsker = 'desk' | 'mediator' | 'manager' | 'head' | 'assigned' | 'given';

/**
 * Who writes down how it was answered (谁受理谁反馈): the `handler` is the mediator who has the case, the desk while none
 * has it; `desk` is the center's; a `helper` is the department itself.
 */
export type ErrandAnswerer = 'handler' | 'desk' | 'helper';

export interface ErrandKind {
  readonly id: string;
  readonly name: string;
  /** What is asked for, in small words. */
  readonly hint: string;
  readonly group: ErrandGroup;
  readonly askedBy: readonly ErrandAsker[];
  readonly answeredBy: readonly ErrandAnswerer[];
  /** How long there is for the answer, where nobody states a day. */
  readonly limit: LimitId;
  /** Ends only by an answer that who asked accepts; else by any answer. */
  readonly judged: boolean;
  /** It is said first that it was received: 签收, 回执. */
  readonly receipt: boolean;
  /** Of a referral that came in: what the source of the case is then. */
  readonly source?: SourceCode;
}

/** Whoever works on the case asks others to help. */
const lead: readonly ErrandAsker[] = ['desk', 'mediator', 'head'];
/** Who assigned supervises (谁分配谁督办). */
const assigner: readonly ErrandAsker[] = ['manager', 'head', 'assigned', 'given'];
const joint = { group: 'joint', askedBy: lead, answeredBy: ['handler', 'desk', 'helper'], judged: false } as const;
const out = { group: 'out', askedBy: ['desk', 'mediator'], answeredBy: ['handler', 'desk'], judged: false } as const;
const inside = { group: 'inside', answeredBy: ['handler'], receipt: false } as const;
const incoming = { group: 'in', askedBy: ['desk'], answeredBy: ['handler', 'desk'], judged: false } as const;

/** All kinds, in the order in which the form lists them. */
export const errandKinds = [
  {
    id: 'supplement',
    name: '请当事人补正',
    hint: '缺什么、哪天前补齐；补齐以前受理时限停着',
    group: 'applicant',
    askedBy: ['desk'],
    answeredBy: ['desk'],
    limit: 'supplement',
    judged: false,
    receipt: false,
  },
  { ...joint, id: 'help', name: '请单位联动', hint: '几家一起办，每家各自反馈', limit: 'help', receipt: true },
  { ...joint, id: 'whistle', name: '吹哨', hint: '叫部门限时到场', limit: 'whistle', receipt: true },
  {
    ...inside,
    id: 'urge',
    name: '催办',
    hint: '写明为什么催；承办人要答复',
    askedBy: [...assigner, 'desk', 'mediator'],
    limit: 'urge',
    judged: false,
  },
  {
    ...inside,
    id: 'supervise',
    name: '督办',
    hint: '反馈得到认可才结束',
    askedBy: assigner,
    limit: 'supervise',
    judged: true,
  },
  { ...out, id: 'to_court', name: '移送法院', hint: '诉讼、立案、诉前鉴定', limit: 'referral.out', receipt: true },
  {
    ...out,
    id: 'to_police',
    name: '移送公安',
    hint: '治安、刑事线索；紧急的先报警',
    limit: 'referral.out',
    receipt: true,
  },
  {
    ...out,
    id: 'to_arbitration',
    name: '移送仲裁',
    hint: '劳动、农村土地承包仲裁',
    limit: 'referral.out',
    receipt: true,
  },
  { ...out, id: 'to_petition', name: '移送信访', hint: '属于信访事项的', limit: 'referral.out', receipt: true },
  {
    ...out,
    id: 'to_industry',
    name: '委托行业调委会',
    hint: '医疗、物业、交通等',
    limit: 'referral.out',
    receipt: true,
  },
  {
    ...incoming,
    id: 'court_before',
    name: '法院诉前委派',
    hint: '立案前委派调解，结果要回函',
    limit: 'referral.court_before',
    receipt: true,
    source: 'court',
  },
  {
    ...incoming,
    id: 'court_after',
    name: '法院委托调解',
    hint: '立案后委托调解，结果要回函',
    limit: 'referral.court_after',
    receipt: true,
    source: 'court',
  },
  {
    ...incoming,
    id: 'from_police',
    name: '公调对接',
    hint: '派出所移来的，结果要回函',
    limit: 'referral.police',
    receipt: true,
    source: 'police',
  },
  {
    ...incoming,
    id: 'from_arbitration',
    name: '仲裁机构委托',
    hint: '仲裁受理前后委托调解',
    limit: 'referral.arbitration',
    receipt: true,
    source: 'department',
  },
  {
    ...incoming,
    id: 'from_petition',
    name: '信访转办',
    hint: '信访部门转来的，结果要回函',
    limit: 'referral.petition',
    receipt: true,
    source: 'petition',
  },
  {
    ...incoming,
    id: 'from_industry',
    name: '行业调委会移交',
    hint: '行业性专业性调委会移来的',
    limit: 'referral.industry',
    receipt: true,
    source: 'department',
  },
] as const satisfies readonly ErrandKind[];

export type ErrandKindId = (typeof errandKinds)[number]['id'];
export const errandKindIds = errandKinds.map(({ id }) => id) as [ErrandKindId, ...ErrandKindId[]];

/** Kinds by which departments help: they see the case for it. */
export const jointKindIds: readonly ErrandKindId[] = errandKinds.flatMap((kind) =>
  kind.group === 'joint' ? [kind.id] : [],
);

const kinds = new Map<string, ErrandKind>(errandKinds.map((kind) => [kind.id, kind]));

/** @throws RangeError for an id that is no kind. */
export function errandKind(id: ErrandKindId): ErrandKind {
  const kind = kinds.get(id);
  if (!kind) throw new RangeError(`unknown kind of errand ${id}`);
  return kind;
}

/** What an errand waits for: that it was received, that it is answered, or that the answer is accepted. */
export const errandStages = [
  { id: 'receipt', name: '待签收' },
  { id: 'answer', name: '待反馈' },
  { id: 'judgement', name: '待认可' },
] as const;
export type ErrandStage = (typeof errandStages)[number]['id'];
