import { type AgreementText, agreementTextSchema } from '../../domain/cases/agreement.ts';
import type { Party } from '../../domain/parties/party.ts';
import { findDateProblem, type PlainDate } from '../../domain/text/chinese-date.ts';
import { normaliseText } from '../../domain/text/plain-text.ts';
import { findAmountProblem } from '../forms/amount-value.ts';
import { type AgreementValues, type ItemValues, isBlankItem, isBlankTerm } from './agreement-values.ts';

/** A field of the editor: `facts`, `term:ID`, `item:ID:what`. Also the end of the id of its element. */
export type FieldKey = string;

export function termKey(id: string): FieldKey {
  return `term:${id}`;
}

export function itemKey(id: string, field: keyof ItemValues): FieldKey {
  return `item:${id}:${field}`;
}

export type Problems = Readonly<Record<FieldKey, string>>;

export type Checked =
  | { readonly ok: true; readonly text: AgreementText }
  | { readonly ok: false; readonly problems: Problems };

/** Clauses and items in which something is written; the others are not sent. */
function written(values: AgreementValues) {
  return {
    terms: values.terms.filter((term) => !isBlankTerm(term)),
    items: values.items.filter((item) => !isBlankItem(item)),
  };
}

/** The field that shows a message about a path of the text: `terms.1` → the second clause that is sent. */
export function fieldOfPath(values: AgreementValues, path: readonly PropertyKey[]): FieldKey {
  const { terms, items } = written(values);
  const [head, index, field] = path;
  if (head === 'terms') {
    const term = typeof index === 'number' ? terms[index] : values.terms[0];
    return term ? termKey(term.id) : 'terms';
  }
  if (head === 'performance') {
    const item = typeof index === 'number' ? items[index] : undefined;
    if (!item) return 'items';
    return itemKey(item.id, field === 'amountFen' ? 'amount' : ((field as keyof ItemValues | undefined) ?? 'what'));
  }
  return String(head);
}

/** Messages of the center, by path as it names them (`text.terms.1`). */
export function serverProblems(values: AgreementValues, fields: Readonly<Record<string, string>>): Problems {
  return Object.fromEntries(
    Object.entries(fields).map(([path, message]) => {
      const parts = path.replace(/^text\./, '').split('.');
      return [
        fieldOfPath(
          values,
          parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
        ),
        message,
      ];
    }),
  );
}

/** What the editor holds as the text of an agreement, or a message for every field that is not right. */
export function checkAgreement(values: AgreementValues, parties: readonly Party[], today: PlainDate | null): Checked {
  const { terms, items } = written(values);
  const problems: Record<FieldKey, string> = {};
  for (const item of items) {
    const amount = findAmountProblem(item.amount);
    if (amount !== null) problems[itemKey(item.id, 'amount')] = amount;
    const due = item.dueOn === null ? null : findDateProblem(item.dueOn);
    if (due !== null) problems[itemKey(item.id, 'dueOn')] = due;
    if (!parties.some(({ id }) => id === item.partyId)) problems[itemKey(item.id, 'partyId')] = '请选择谁来履行';
    if (item.what.trim() === '') problems[itemKey(item.id, 'what')] = '请填写做什么';
  }
  const parsed = agreementTextSchema.safeParse({
    facts: values.facts,
    terms: terms.map(({ text }) => text),
    performance: items.map(({ id, partyId, what, amount, dueOn, method }) => ({
      id,
      partyId,
      what,
      amountFen: typeof amount === 'number' ? amount : null,
      dueOn,
      ...(method.trim() === '' ? {} : { method }),
    })),
    reachedOn: values.reachedOn ?? '',
    place: values.place,
    judicialConfirmation: values.form === 'written' && values.judicialConfirmation,
  });
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) problems[fieldOfPath(values, path)] ??= message;
  }
  if (values.reachedOn === null) problems.reachedOn = '请填写达成协议的日期';
  else if (today !== null && values.reachedOn > today) problems.reachedOn ??= '达成日期在今天之后，请核对';
  return parsed.success && Object.keys(problems).length === 0
    ? { ok: true, text: parsed.data }
    : { ok: false, problems };
}

const NOT_WRITTEN = '（还没有写）';

/** The text as the preview shows it while it is being written: what is not there yet is said in brackets. */
export function textForPreview(values: AgreementValues, today: PlainDate): AgreementText {
  const { terms, items } = written(values);
  const day = values.reachedOn !== null && findDateProblem(values.reachedOn) === null ? values.reachedOn : null;
  const words = (text: string): string => (text.trim() === '' ? NOT_WRITTEN : normaliseText(text));
  return {
    facts: words(values.facts),
    terms: terms.length > 0 ? terms.map(({ text }) => normaliseText(text)) : [NOT_WRITTEN],
    performance: items.flatMap(({ id, partyId, what, amount, dueOn, method }) =>
      partyId === null
        ? []
        : [
            {
              id,
              partyId,
              what: words(what),
              amountFen: typeof amount === 'number' ? amount : null,
              dueOn: dueOn !== null && findDateProblem(dueOn) === null ? dueOn : null,
              ...(method.trim() === '' ? {} : { method }),
            },
          ],
    ),
    // Ages are those of that day.
    reachedOn: day ?? today,
    place: words(values.place),
    judicialConfirmation: values.form === 'written' && values.judicialConfirmation,
  };
}
