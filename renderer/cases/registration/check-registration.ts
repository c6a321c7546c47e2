import { type Registration, registrationRules } from '../../../domain/cases/registration.ts';
import { findPartyProblems, type PartyProblem } from '../../../domain/parties/party-problems.ts';
import { findDateProblem } from '../../../domain/text/chinese-date.ts';
import { findAmountProblem } from '../../forms/amount-value.ts';
import type { FieldPath, FormValues } from './form-values.ts';
import { looseParty, type Sent, sentRegistration } from './sent-registration.ts';

/** A message and the field of the form that it belongs to. */
export interface FieldProblem {
  readonly path: FieldPath;
  readonly message: string;
}

export type CheckedRegistration =
  | { readonly ok: true; readonly registration: Registration; readonly receivedOn: string }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

const choices = {
  mojType: '请选择「司法部类型」',
  gbtCategory: '请选择「国标类别」',
} as const;

/** What is wrong with one coordinate in degrees, in Chinese, or null. */
export function findCoordinateProblem(text: string, label: string, limit: 90 | 180): string | null {
  if (text.trim() === '') return null;
  const degrees = Number(text.normalize('NFKC').trim());
  if (Number.isFinite(degrees) && Math.abs(degrees) <= limit) return null;
  return `${label}要写成度数，例如 ${limit === 180 ? '113.665412' : '34.757975'}`;
}

/** What the texts of the form say wrong before they can become numbers, dates and codes. */
function unreadable(values: FormValues, today: string | null): FieldProblem[] {
  const { place, amount, receivedOn } = values;
  const found: (FieldProblem | null)[] = [
    ...(['mojType', 'gbtCategory'] as const).map((field) =>
      values[field] === null ? { path: [field], message: choices[field] } : null,
    ),
    problem(['place', 'code'], place.code === null ? '请选择发生地点' : null),
    problem(['place', 'longitude'], findCoordinateProblem(place.longitude, '经度', 180)),
    problem(['place', 'latitude'], findCoordinateProblem(place.latitude, '纬度', 90)),
    problem(['peopleCount'], values.peopleCount.trim() === '' ? '请填写涉及人数' : null),
    problem(['amount'], findAmountProblem(amount)),
    problem(['receivedOn'], receivedOn === null ? '请填写登记日期' : findDateProblem(receivedOn)),
    problem(['receivedOn'], isAhead(receivedOn, today) ? '登记日期在今天之后，请核对' : null),
    problem(['occurredOn'], values.occurredOn === null ? '请填写发生日期' : findDateProblem(values.occurredOn)),
    problem(['occurredOn'], isAhead(values.occurredOn, today) ? '发生日期在今天之后，请核对' : null),
  ];
  return found.filter((each) => each !== null);
}

/** Nothing lies ahead of a clock that is suspect (LOG-10). */
function isAhead(date: string | null, today: string | null): boolean {
  return date !== null && today !== null && date > today;
}

function problem(path: FieldPath, message: string | null): FieldProblem | null {
  return message === null ? null : { path, message };
}

const formFields: Readonly<Record<string, string>> = {
  amountFen: 'amount',
  urgent: 'urgency',
  documentKind: 'document',
};

/** Where in the form a path of what was sent is shown. */
function toFormProblem(path: FieldPath, message: string, { partyIndexes, demandIndexes }: Sent): FieldProblem {
  const [field, index, ...rest] = path;
  if (field === 'demands') {
    const line = typeof index === 'number' ? (demandIndexes[index] ?? index) : null;
    return { path: ['demands'], message: line === null ? message : `第 ${line + 1} 项：${message}` };
  }
  if (field === 'parties') {
    if (typeof index !== 'number') {
      return { path: ['parties', 0, partyIndexes.length === 0 ? 'name' : 'role'], message };
    }
    const at = partyIndexes[index] ?? index;
    // What is wrong with the party as a whole is said at its name.
    const inside = rest.length === 0 ? ['name'] : rest.map((part) => formFields[part] ?? part);
    return { path: ['parties', at, ...inside], message };
  }
  return { path: path.map((part) => formFields[part] ?? part), message };
}

function oncePerField(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const byField = new Map<string, FieldProblem>();
  for (const each of problems) {
    const key = each.path.join('.');
    if (!byField.has(key)) byField.set(key, each);
  }
  return [...byField.values()];
}

function partyErrors(values: FormValues, today: string | null): FieldProblem[] {
  return values.parties.flatMap((party, index) =>
    findPartyProblems(looseParty(party), today)
      .filter(({ severity }) => severity === 'error')
      .map(({ path, message }) => ({ path: ['parties', index, ...pathParts(path)], message })),
  );
}

function pathParts(path: string): FieldPath {
  return path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/**
 * The form as the registration that is sent, or every problem at its field, by the very rules of the center
 * (registrationRules), so that a mistake is told without a call.
 */
export function checkRegistration(values: FormValues, today: string | null): CheckedRegistration {
  const sent = sentRegistration(values);
  const parsed = registrationRules.safeParse(sent.input);
  const problems = oncePerField([
    ...unreadable(values, today),
    ...(parsed.error?.issues ?? []).map((issue) =>
      toFormProblem(
        issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
        issue.message,
        sent,
      ),
    ),
    ...partyErrors(values, today),
  ]);
  if (parsed.success && problems.length === 0 && values.receivedOn !== null) {
    return { ok: true, registration: parsed.data, receivedOn: values.receivedOn };
  }
  return { ok: false, problems };
}

/** The center's messages by path (`parties.0.documentNumber`), at the fields of the form. */
export function serverProblems(values: FormValues, fields: Readonly<Record<string, string>>): readonly FieldProblem[] {
  const sent = sentRegistration(values);
  return Object.entries(fields).map(([path, message]) =>
    toFormProblem(pathParts(path.replace(/^registration\./, '')), message, sent),
  );
}

/** What does not stop a save but should be seen at the party's field, such as a contradiction with the ID number. */
export function partyWarnings(party: FormValues['parties'][number], today: string | null): readonly PartyProblem[] {
  return findPartyProblems(looseParty(party), today).filter(({ severity }) => severity === 'warning');
}
