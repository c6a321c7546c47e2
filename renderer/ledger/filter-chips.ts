import type { LedgerFilter } from '../../contract/ledger.ts';
import { caseStatuses } from '../../domain/cases/status.ts';
import { mojTypes } from '../../domain/codes/moj-types.ts';
import { riskLevels } from '../../domain/codes/risk-levels.ts';
import { confirmationStandings, standingName } from '../../domain/confirmation/stages.ts';
import { endOfChinaDay, startOfChinaDay, toChinaDate } from '../../domain/deadlines/china-time.ts';
import { addDays, isPlainDate } from '../../domain/deadlines/plain-date.ts';
import type { LedgerColumnId } from '../../domain/ledger/columns.ts';
import { formatYuan } from '../../domain/text/chinese-amount.ts';
import type { CodeChoice } from '../forms/code-search.ts';

/** The conditions of the ledger, in the order in which their chips stand. */
export const chips = [
  { id: 'statuses', name: '状态' },
  { id: 'streetCodes', name: '街道' },
  { id: 'mojTypes', name: '类型' },
  { id: 'mediatorId', name: '经办人' },
  { id: 'registered', name: '登记' },
  { id: 'amount', name: '金额' },
  { id: 'flags', name: '督办' },
  { id: 'due', name: '期限' },
  { id: 'riskLevels', name: '风险' },
  { id: 'confirmation', name: '司法确认', column: 'confirmationStanding' },
  { id: 'confirmationDue', name: '确认期限', column: 'confirmationDueAt' },
] as const satisfies readonly { readonly id: string; readonly name: string; readonly column?: LedgerColumnId }[];
type Chip = (typeof chips)[number];
export type ChipId = Chip['id'];

/** Those that may be set where these columns are shown; what few look for comes with its column, or while it holds. */
export function chipsFor(columns: readonly LedgerColumnId[], filter: LedgerFilter): readonly Chip[] {
  return chips.filter(
    (chip) =>
      !('column' in chip) || columns.includes(chip.column) || keysOf[chip.id].some((key) => filter[key] !== undefined),
  );
}

export const statusChoices = caseStatuses.map(({ id, name }) => ({ code: id, name }));
export const typeChoices: readonly CodeChoice[] = mojTypes.map(({ code, shortName }) => ({ code, name: shortName }));
export const riskChoices: readonly CodeChoice[] = riskLevels.map(({ code, name }) => ({ code, name }));
export const flagChoices = [
  { code: 'supervised', name: '督办' },
  { code: 'escalated', name: '升级' },
  { code: 'sensitive', name: '敏感' },
] as const;
export const dueChoices = [
  { code: 'overdue', name: '超期' },
  { code: 'warning', name: '临期' },
  { code: 'this_week', name: '本周到期' },
] as const;

export const standingChoices = confirmationStandings.map((code) => ({ code, name: standingName(code) }));
export const confirmationDueChoices = [
  { code: 'running', name: '还可以申请' },
  { code: 'soon', name: '7 天内到期' },
  { code: 'over', name: '期限已过' },
] as const;

/** Names of what a filter knows by its code only. */
export interface FilterNames {
  readonly streets: ReadonlyMap<string, string>;
  readonly mediators: ReadonlyMap<string, string>;
}

const MOST_NAMED = 2;

function listed(codes: readonly string[], nameOf: (code: string) => string | undefined): string {
  const names = codes.slice(0, MOST_NAMED).map((code) => nameOf(code) ?? code);
  return codes.length > MOST_NAMED ? `${names.join('、')}等 ${codes.length} 项` : names.join('、');
}

const nameIn = (choices: readonly CodeChoice[]) => (code: string) => choices.find((each) => each.code === code)?.name;

function range(from: string | null, to: string | null, unit = ''): string | null {
  if (from !== null && to !== null) return `${from} 至 ${to}${unit}`;
  if (from !== null) return `${from}${unit}${unit === '' ? ' ' : ''}起`;
  return to === null ? null : `${to}${unit}${unit === '' ? ' ' : ''}止`;
}

/** What a chip says while its condition holds; null while it does not. `year` is left out of dates of this year. */
export function chipText(id: ChipId, filter: LedgerFilter, names: FilterNames, year: string): string | null {
  const several = (codes: readonly string[] | undefined, nameOf: (code: string) => string | undefined) =>
    codes === undefined || codes.length === 0 ? null : listed(codes, nameOf);
  const day = (instant: number | undefined): string | null => {
    if (instant === undefined) return null;
    const date = toChinaDate(instant);
    return date.startsWith(`${year}-`) ? date.slice(5) : date;
  };
  const yuan = (fen: number | undefined) => (fen === undefined ? null : formatYuan(fen).replace(/\.00$/, ''));
  switch (id) {
    case 'statuses':
      return several(filter.statuses, nameIn(statusChoices));
    case 'streetCodes':
      return several(filter.streetCodes, (code) => names.streets.get(code));
    case 'mojTypes':
      return several(filter.mojTypes, nameIn(typeChoices));
    case 'mediatorId':
      return filter.mediatorId === undefined ? null : (names.mediators.get(filter.mediatorId) ?? '一人');
    case 'registered':
      return range(day(filter.registeredFrom), day(filter.registeredTo));
    case 'amount':
      return range(yuan(filter.amountFromFen), yuan(filter.amountToFen), ' 元');
    case 'flags':
      return several(filter.flags, nameIn(flagChoices));
    case 'due':
      return several(filter.due === undefined ? undefined : [filter.due], nameIn(dueChoices));
    case 'riskLevels':
      return several(filter.riskLevels, nameIn(riskChoices));
    case 'confirmation':
      return several(filter.confirmationStandings, nameIn(standingChoices));
    case 'confirmationDue': {
      const { confirmationDue: due } = filter;
      return several(due === undefined ? undefined : [due], nameIn(confirmationDueChoices));
    }
  }
}

const keysOf: Readonly<Record<ChipId, readonly (keyof LedgerFilter)[]>> = {
  statuses: ['statuses'],
  streetCodes: ['streetCodes'],
  mojTypes: ['mojTypes'],
  mediatorId: ['mediatorId'],
  registered: ['registeredFrom', 'registeredTo'],
  amount: ['amountFromFen', 'amountToFen'],
  flags: ['flags'],
  due: ['due'],
  riskLevels: ['riskLevels'],
  confirmation: ['confirmationStandings'],
  confirmationDue: ['confirmationDue'],
};

/** The filter without one condition, and without any trace of it. */
export function withoutChip(id: ChipId, filter: LedgerFilter): LedgerFilter {
  const left = { ...filter };
  for (const key of keysOf[id]) delete left[key];
  return left;
}

/** The filter with a condition changed; an empty list or an undefined value takes it away. */
export function withCondition(filter: LedgerFilter, change: Partial<LedgerFilter>): LedgerFilter {
  const next: Record<string, unknown> = { ...filter, ...change };
  for (const [key, value] of Object.entries(next)) {
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) delete next[key];
  }
  return next as LedgerFilter;
}

export interface DaySpan {
  readonly from: string | null;
  readonly to: string | null;
}

export function daysOf({ registeredFrom, registeredTo }: LedgerFilter): DaySpan {
  return {
    from: registeredFrom === undefined ? null : toChinaDate(registeredFrom),
    to: registeredTo === undefined ? null : toChinaDate(registeredTo),
  };
}

/** Whole days in China as instants; the reason in Chinese where they are none. */
export function registeredBetween({ from, to }: DaySpan): Partial<LedgerFilter> | string {
  for (const [name, day] of [
    ['开始', from],
    ['结束', to],
  ] as const) {
    if (day !== null && !isPlainDate(day)) return `${name}日期要写成 2026-11-23 的样子`;
  }
  if (from !== null && to !== null && from > to) return '开始日期晚于结束日期';
  return {
    registeredFrom: from === null ? undefined : startOfChinaDay(from),
    registeredTo: to === null ? undefined : endOfChinaDay(to),
  };
}

/** Spans that people ask for, up to today. */
export function usualSpans(today: string): readonly { readonly name: string; readonly span: DaySpan }[] {
  return [
    { name: '今天', span: { from: today, to: today } },
    { name: '近 7 天', span: { from: addDays(today, -6), to: today } },
    { name: '近 30 天', span: { from: addDays(today, -29), to: today } },
    { name: '本月', span: { from: `${today.slice(0, 7)}-01`, to: today } },
    { name: '今年', span: { from: `${today.slice(0, 4)}-01-01`, to: today } },
  ];
}
