import { v7 as newId } from 'uuid';
import { partiesOf } from '../../domain/cases/state.ts';
import { type AgreementWarning, agreementWarnings } from '../../domain/documents/agreement-warnings.ts';
import {
  type ActionForm,
  dateProblem,
  type FieldSpec,
  type FormContext,
  partyChoices,
  type Values,
} from '../cases/case-page/forms/action-form.ts';
import {
  type AgreementForm,
  type AgreementValues,
  type ItemValues,
  startingValues,
  warnedOf,
} from '../documents/agreement-values.ts';
import { findAmountProblem } from '../forms/amount-value.ts';

/** Clauses and items at most on a phone; longer agreements are written at a desk. */
const MAX_LINES = 30;

const words = (value: unknown): string => (typeof value === 'string' ? value : '');
const isWritten = (value: unknown): boolean => words(value).trim() !== '';

/** The lines that are written, and one empty place for the next. */
function linesOf(isLine: (index: number) => boolean): number {
  let last = -1;
  for (let index = 0; index < MAX_LINES; index += 1) if (isLine(index)) last = index;
  return Math.min(MAX_LINES, last + 2);
}

const termLines = (values: Values): number => linesOf((index) => isWritten(values[`term${index}`]));
const itemLines = (values: Values): number => linesOf((index) => isWritten(values[`what${index}`]));

/** The fields as the editor of the desk holds them, so that one check and one set of warnings is asked (人民调解法 29). */
export function agreementValuesOf(form: AgreementForm, values: Values): AgreementValues {
  return {
    form,
    facts: words(values.facts),
    terms: Array.from({ length: termLines(values) }, (_, index) => ({
      id: `term${index}`,
      text: words(values[`term${index}`]),
    })),
    items: Array.from({ length: itemLines(values) }, (_, index): ItemValues => {
      const amount = values[`amount${index}`];
      return {
        id: words(values[`item${index}`]) || `item${index}`,
        partyId: words(values[`who${index}`]) || null,
        what: words(values[`what${index}`]),
        amount: typeof amount === 'number' || (typeof amount === 'string' && amount !== '') ? amount : null,
        dueOn: words(values[`due${index}`]) || null,
        method: words(values[`method${index}`]),
      };
    }).filter(({ what }) => isWritten(what)),
    place: words(values.place),
    reachedOn: words(values.reachedOn) || null,
    judicialConfirmation: values.judicialConfirmation === true,
    reason: '',
  };
}

function warningAt(warnings: readonly AgreementWarning[], at: 'term' | 'item', index: number): string | undefined {
  const found = warnings.find(({ place }) => place.at === at && place.index === index);
  return found && `${found.title}：${found.advice}`;
}

function termFields(values: Values, warnings: readonly AgreementWarning[]): readonly FieldSpec[] {
  return Array.from({ length: termLines(values) }, (_, index) => ({
    kind: 'long',
    name: `term${index}`,
    label: `协议内容第 ${index + 1} 条`,
    rows: 3,
    optional: index > 0,
    warn: warningAt(warnings, 'term', index),
  }));
}

function itemFields(
  { view }: FormContext,
  values: Values,
  warnings: readonly AgreementWarning[],
): readonly FieldSpec[] {
  return Array.from({ length: itemLines(values) }, (_, index): readonly FieldSpec[] => {
    const name = `履行事项 ${index + 1}`;
    const what: FieldSpec = {
      kind: 'text',
      name: `what${index}`,
      label: `${name}：做什么`,
      optional: true,
      warn: warningAt(warnings, 'item', index),
    };
    if (!isWritten(values[what.name])) return [what];
    return [
      what,
      {
        kind: 'one',
        name: `who${index}`,
        label: `${name}：谁来做`,
        choices: partyChoices(partiesOf(view.state)),
        check: (value) => (value ? null : '请选择谁来履行'),
      },
      {
        kind: 'amount',
        name: `amount${index}`,
        label: `${name}：金额（元）`,
        optional: true,
        check: (value) => findAmountProblem(value),
      },
      { kind: 'date', name: `due${index}`, label: `${name}：最后一天`, optional: true, check: dateProblem },
      { kind: 'text', name: `method${index}`, label: `${name}：方式`, optional: true, placeholder: '如 银行转账' },
    ];
  }).flat();
}

function agreementForm(form: AgreementForm): ActionForm {
  return {
    lead: () => ({
      look: 'info',
      title:
        form === 'written'
          ? '签名盖章齐全之日起生效（人民调解法第二十九条）'
          : '口头协议自达成之日起生效（人民调解法第三十条）',
    }),
    initial: ({ view }) => {
      const { facts, place, reachedOn } = startingValues(view.state, form, newId);
      return { facts, place, reachedOn };
    },
    // Each item has an id of its own from the first letter on: a second try sends the same one.
    follow: (changed, values) =>
      Object.fromEntries(
        Object.keys(changed).flatMap((name) => {
          const index = /^what(\d+)$/.exec(name)?.[1];
          return index === undefined || isWritten(values[`item${index}`]) ? [] : [[`item${index}`, newId()]];
        }),
      ),
    fields: (context, values) => {
      const parties = partiesOf(context.view.state);
      const warnings = agreementWarnings(warnedOf(agreementValuesOf(form, values)), {
        partyNames: parties.map(({ name }) => name),
        mojType: context.view.state.registration?.mojType ?? null,
      });
      return [
        { kind: 'long', name: 'facts', label: '纠纷事实、争议事项', rows: 4 },
        ...termFields(values, warnings),
        ...itemFields(context, values, warnings),
        { kind: 'text', name: 'place', label: '调解地点' },
        { kind: 'date', name: 'reachedOn', label: '达成日期', check: dateProblem },
        ...(form === 'written'
          ? ([
              {
                kind: 'yes',
                name: 'judicialConfirmation',
                label: '司法确认',
                text: '双方要共同申请司法确认，加 1 份给法院',
              },
            ] as const)
          : []),
      ];
    },
    payload: (values) => {
      const { facts, terms, items, place, reachedOn, judicialConfirmation } = agreementValuesOf(form, values);
      return {
        text: {
          facts,
          terms: terms.map(({ text }) => text).filter(isWritten),
          performance: items.map(({ id, partyId, what, amount, dueOn, method }) => ({
            id,
            partyId,
            what,
            amountFen: amount,
            dueOn,
            ...(isWritten(method) ? { method } : {}),
          })),
          reachedOn: reachedOn ?? '',
          place,
          judicialConfirmation: form === 'written' && judicialConfirmation,
        },
      };
    },
  };
}

export const agreementForms = {
  'agreement.reached_written': agreementForm('written'),
  'agreement.reached_oral': agreementForm('oral'),
} as const;

const itemParts = { what: 'what', partyId: 'who', amountFen: 'amount', dueOn: 'due', method: 'method' } as const;

/** The field that shows a message about a path of the text: `text.terms.1` → `term1`, `text.performance.0.dueOn` → `due0`. */
export function agreementField(path: string, values: Values): string {
  const inText = path.replace(/^text\./, '');
  const [head, index, part] = inText.split('.');
  if (head === 'terms') {
    // Empty clauses are not sent; the message counts those that are.
    const written = Array.from({ length: MAX_LINES }, (_, each) => each).filter((each) =>
      isWritten(values[`term${each}`]),
    );
    return `term${written[Number(index ?? 0)] ?? 0}`;
  }
  if (head !== 'performance') return inText;
  const written = Array.from({ length: MAX_LINES }, (_, each) => each).filter((each) =>
    isWritten(values[`what${each}`]),
  );
  const field = itemParts[part as keyof typeof itemParts] ?? 'what';
  return `${field}${written[Number(index ?? 0)] ?? 0}`;
}
