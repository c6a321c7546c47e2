import * as z from 'zod';
import { maxAmountFen } from '../text/chinese-amount.ts';
import { plainDate } from '../text/chinese-date.ts';

/** Longest text of one field, in UTF-16 units: some 60 printed pages. */
const MAX_TEXT = 60_000;
const MAX_LINE = 500;

const wellFormed = (value: string) => value.isWellFormed() && !value.includes('\0');
const BROKEN_TEXT = '文字里有损坏的字符，请重新输入';

/** Running text; a newline begins a paragraph. May be empty, so that a draft can be looked at while it is written. */
export const longText = z.string().max(MAX_TEXT, `文字超过 ${MAX_TEXT} 字`).refine(wellFormed, BROKEN_TEXT);

/** One line of a form, such as a name or an address. May be empty on a draft. */
export const line = z.string().max(MAX_LINE, `文字超过 ${MAX_LINE} 字`).refine(wellFormed, BROKEN_TEXT);

/** A legal date, confirmed by a person (LOG-10), as `YYYY-MM-DD`. 30 February is refused. */
export const legalDate = plainDate;

/** A time of day in Asia/Shanghai, as `HH:mm`. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间格式应为 16:05');

/** An amount in fen (0.01 yuan); whole, never negative. */
export const amountFen = z.int('金额须精确到分').min(0, '金额不能是负数').max(maxAmountFen, '金额太大，请核对');

/** What every numbered form carries apart from its own rows. */
export const documentFrame = z.object({
  /** The official number taken at printing (domain numbering template); `null` prints as a draft. */
  number: line.min(1, '文书编号不能为空').nullable(),
  /** Full name of the people's mediation committee whose seal is used (人民调解法 34). */
  committee: line,
  /** When the document was put together: the PDF's creation date, so that the same data gives the same bytes. */
  preparedAt: z.iso.datetime({ offset: true, error: '制作时间格式不对' }),
  /** The committee's setting: print document numbers of persons. The Ministry's forms do not; off by default. */
  showIdNumber: z.boolean(),
});

/** By what an agent acts: a guardian by law (民法典 23), everybody else by a mandate (民事诉讼法 61). */
export const agentCapacities = ['委托代理人', '法定代理人'] as const;

export const printedAgent = z.object({
  capacity: z.enum(agentCapacities),
  name: line,
  /** Relation to the party, or capacity: 配偶, 律师, 单位职工 … */
  relation: line,
  /** 一般代理, 特别授权 …; of a mandate only, for what the law gives needs no authority (民事诉讼法 62). */
  authority: line,
  contact: line,
  idNumber: line.nullable(),
});
export type PrintedAgent = z.infer<typeof printedAgent>;

/** How a party stands in the dispute, as printed beside its block. */
export const partyRoles = ['申请人', '被申请人', '第三人', '当事人'] as const;

export const printedPerson = z.object({
  kind: z.literal('person'),
  role: z.enum(partyRoles),
  name: line,
  sex: line,
  ethnicity: line,
  /** Full years on the day of the document; `null` where the birth date is unknown. */
  age: z.int().min(0, '年龄不能为负数').max(150, '年龄不能超过 150').nullable(),
  occupation: line,
  contact: line,
  address: line,
  idNumber: line.nullable(),
  agents: z.array(printedAgent).max(10),
});

export const printedUnit = z.object({
  kind: z.literal('unit'),
  role: z.enum(partyRoles),
  name: line,
  /** 法定代表人 or 负责人. */
  representative: line,
  representativeTitle: line,
  address: line,
  contact: line,
  /** Unified social credit code; printed under the same setting as ID numbers. */
  creditCode: line.nullable(),
  agents: z.array(printedAgent).max(10),
});

export const printedParty = z.discriminatedUnion('kind', [printedPerson, printedUnit]);
export type PrintedParty = z.infer<typeof printedParty>;

/** A party of whom a form says no more than who it is. */
export const namedParty = z.object({ role: z.enum(partyRoles), name: line });
export type NamedParty = z.infer<typeof namedParty>;

export const printedParties = z.array(printedParty).max(500, '当事人超过 500 个');

/** One thing that one party must do (人民调解法 29: manner and time of performance). */
export const performanceItem = z.object({
  who: line,
  /** Begins with a verb, for it is read as `who` 于 `dueOn` 前 `what`. */
  what: line,
  amountFen: amountFen.nullable(),
  /** Last day, inclusive. */
  dueOn: legalDate.nullable(),
  method: line,
  place: line,
});
export type PerformanceItem = z.infer<typeof performanceItem>;
