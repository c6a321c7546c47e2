import type * as z from 'zod';
import type { CaseView } from '../../../../contract/cases.ts';
import type { DraftKind } from '../../../../contract/drafts.ts';
import type { Actor } from '../../../../domain/access/roles.ts';
import { chinaInstant, isClockTime } from '../../../../domain/deadlines/china-time.ts';
import type { Party } from '../../../../domain/parties/party.ts';
import type { ComparedField } from '../../../../domain/sync/compare-versions.ts';
import { findDateProblem, type PlainDate } from '../../../../domain/text/chinese-date.ts';
import type { FindProblem } from '../../../forms/checks.ts';
import type { CodeChoice } from '../../../forms/code-search.ts';
import type { PageAction } from '../action-catalogue.ts';

/** What a form is filled in from. */
export interface FormContext {
  readonly view: CaseView;
  readonly actor: Actor;
  /** Null where the clock is suspect: then a person states every date and time (LOG-10). */
  readonly today: PlainDate | null;
  /** HH:mm in China when the form was opened; empty where the clock is suspect. */
  readonly time: string;
  /** What the form was opened for: the party, item or mark that was pressed. */
  readonly about?: string | undefined;
}

/** The fields of an open form by name; what is not typed yet is undefined. */
export type Values = Readonly<Record<string, unknown>>;

interface FieldBase {
  readonly name: string;
  readonly label: string;
  readonly optional?: boolean;
  readonly hint?: string | undefined;
  /** What to look at before it is filled in: words of the case that bear on it. */
  readonly warn?: string | undefined;
  /** Suggested by the program and not changed: shown dashed, with 自动. */
  readonly filledIn?: boolean;
  readonly check?: FindProblem;
  /** Half of the form's width, beside its neighbour. */
  readonly half?: boolean;
  /** Question, answer and source in one line, where many questions follow each other. */
  readonly row?: boolean;
}

export interface Choice extends CodeChoice {
  /** More about it, in small words behind the name. */
  readonly detail?: string;
}

/** One field of a form, as data. */
export type FieldSpec =
  | (FieldBase & { readonly kind: 'text'; readonly placeholder?: string })
  | (FieldBase & { readonly kind: 'long'; readonly rows?: number; readonly placeholder?: string })
  | (FieldBase & { readonly kind: 'date' | 'time' | 'amount' })
  | (FieldBase & { readonly kind: 'number'; readonly unit: string })
  | (FieldBase & { readonly kind: 'one' | 'list' | 'several'; readonly choices: readonly Choice[] })
  | (FieldBase & { readonly kind: 'yes'; readonly text: string })
  | (FieldBase & { readonly kind: 'mediators' | 'case' | 'center' });

export interface Lead {
  readonly look: 'info' | 'warn';
  readonly title: string;
  readonly text?: string;
}

/** How a form is kept while it is typed, so that a closed page loses nothing. */
export interface DraftOfForm {
  readonly kind: DraftKind;
  /** The fields as they are kept; one that cannot be read is left out. */
  readonly stored: z.ZodType<Values>;
  /** A person's own words are there: worth keeping. */
  readonly isBegun: (values: Values) => boolean;
  /** How lists call it, and what it still needs. */
  readonly words: (view: CaseView, values: Values) => { readonly label: string; readonly missing: string };
}

/** The form of one action, as data: the page draws it, checks it by the action's schema, and sends it. */
export interface ActionForm {
  /** Long questions and many fields: as wide as two versions side by side. */
  readonly wide?: boolean;
  /** Kept while it is typed; left out where it is filled in within a minute. */
  readonly draft?: DraftOfForm;
  /** Said above the fields: what follows from the action, or what the law asks for. */
  readonly lead?: (context: FormContext, values: Values) => Lead | null;
  /** Two versions to be looked at side by side above the fields, with their names. */
  readonly versions?: (context: FormContext, values: Values) => Versions | null;
  readonly initial: (context: FormContext) => Values;
  readonly fields: (context: FormContext, values: Values) => readonly FieldSpec[];
  readonly payload: (values: Values, context: FormContext) => unknown;
  /** The fields as they were when this payload was sent; those of the payload itself where left out. */
  readonly refill?: (payload: Values) => Values;
  /** What else changes when a field does: the article that belongs to a reason. */
  readonly follow?: (changed: Values, values: Values, context: FormContext) => Values;
  /** Which field shows a message about this path of the payload; the field of the same name where left out. */
  readonly fieldOf?: Readonly<Record<string, string>>;
  /** What the button says where it is more than the action's own words. */
  readonly submit?: (context: FormContext, values: Values) => string;
}

/** What a person compares before deciding. */
export interface Versions {
  readonly heads: readonly [ours: string, other: string];
  readonly fields: readonly ComparedField[];
}

export type ActionForms = Partial<Readonly<Record<PageAction, ActionForm>>>;

/** A text as it is sent: blank means not given. */
export function given(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** `undefined` leaves the key out, as optional fields of the payload want it. */
export function withNote(payload: Readonly<Record<string, unknown>>, note: unknown): Record<string, unknown> {
  const text = given(note);
  return text === undefined ? { ...payload } : { ...payload, note: text };
}

/** 「不属于本辖区：……」; the words alone where the reason is 其他. */
export function reasonText(reasons: readonly CodeChoice[], code: unknown, words: unknown): string {
  const more = given(words) ?? '';
  const name = reasons.find((reason) => reason.code === code)?.name;
  if (name === undefined || code === 'other') return more;
  return more === '' ? name : `${name}：${more}`;
}

/** The instant at which it is this time in China on this day; undefined while one of the two is no date or time. */
export function instantOf(date: unknown, time: unknown): number | undefined {
  if (typeof date !== 'string' || typeof time !== 'string') return undefined;
  return findDateProblem(date) === null && isClockTime(time) ? chinaInstant(date, time) : undefined;
}

export const timeProblem: FindProblem = (value) =>
  typeof value === 'string' && isClockTime(value) ? null : '时间要写成 16:05 的样子';

export const dateProblem: FindProblem = (value) => (typeof value === 'string' ? findDateProblem(value) : '请填写日期');

/** Codes of our lists carry `id` in the domain's case folder and `code` in the code lists. */
export function choicesOf(list: readonly { readonly id: string; readonly name: string }[]): readonly Choice[] {
  return list.map(({ id, name }) => ({ code: id, name }));
}

export function partyChoices(parties: readonly Party[]): readonly Choice[] {
  return parties.map(({ id, name }) => ({ code: id, name }));
}

export const noteField: FieldSpec = { kind: 'long', name: 'note', label: '说明', optional: true, rows: 2 };

/** A reason as {@link reasonText} put it in words, as it was chosen and typed; words of nobody's list come back whole. */
export function refillReason(reasons: readonly CodeChoice[]): (payload: Values) => Values {
  return ({ reason, ...rest }) => {
    const text = String(reason ?? '');
    const chosen = reasons.find(
      ({ code, name }) => code !== 'other' && (text === name || text.startsWith(`${name}：`)),
    );
    if (!chosen) return { ...rest, why: 'other', more: text };
    return { ...rest, why: chosen.code, more: text.slice(chosen.name.length + 1) };
  };
}

/** Everybody of the center, to be chosen from. */
export function staffChoices(names: FormContext['view']['staffNames']): readonly Choice[] {
  return Object.entries(names).map(([code, name]) => ({ code, name }));
}
