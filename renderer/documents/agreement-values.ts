import * as z from 'zod';
import type { CaseView } from '../../contract/cases.ts';
import type { AgreementText } from '../../domain/cases/agreement.ts';
import { type CaseState, currentSessions } from '../../domain/cases/state.ts';
import type { AgreementDraft } from '../../domain/documents/agreement-warnings.ts';
import type { AmountValue } from '../forms/amount-value.ts';

export type AgreementForm = 'written' | 'oral';

export interface TermValues {
  readonly id: string;
  readonly text: string;
}

export interface ItemValues {
  readonly id: string;
  readonly partyId: string | null;
  readonly what: string;
  readonly amount: AmountValue;
  readonly dueOn: string | null;
  readonly method: string;
}

/** What stands in the editor: as typed, right or not. */
export interface AgreementValues {
  readonly form: AgreementForm;
  readonly facts: string;
  readonly terms: readonly TermValues[];
  readonly items: readonly ItemValues[];
  readonly place: string;
  readonly reachedOn: string | null;
  readonly judicialConfirmation: boolean;
  /** Why a text that was settled before is changed; only for a revision. */
  readonly reason: string;
}

/** Makes ids for clauses and items; passed in, so that what is made is known to a test. */
export type NewId = () => string;

export function newTerm(newId: NewId, text = ''): TermValues {
  return { id: newId(), text };
}

export function newItem(newId: NewId, partyId: string | null = null): ItemValues {
  return { id: newId(), partyId, what: '', amount: null, dueOn: null, method: '' };
}

/** A first agreement: facts from the registration, place and day from the last session of this round. */
export function startingValues(state: CaseState, form: AgreementForm, newId: NewId): AgreementValues {
  const { registration } = state;
  const last = currentSessions(state).at(-1);
  return {
    form,
    facts: registration?.facts ?? '',
    terms: [newTerm(newId)],
    items: [],
    place: last?.place ?? '',
    reachedOn: last?.heldOn ?? null,
    judicialConfirmation: false,
    reason: '',
  };
}

/** The text of an agreement that was settled. */
export function valuesOfText(form: AgreementForm, text: AgreementText, newId: NewId): AgreementValues {
  return {
    form,
    facts: text.facts,
    terms: text.terms.map((term) => newTerm(newId, term)),
    items: text.performance.map(({ id, partyId, what, amountFen, dueOn, method }) => ({
      id,
      partyId,
      what,
      amount: amountFen,
      dueOn,
      method: method ?? '',
    })),
    place: text.place,
    reachedOn: text.reachedOn,
    judicialConfirmation: text.judicialConfirmation,
    reason: '',
  };
}

export function isBlankTerm({ text }: TermValues): boolean {
  return text.trim() === '';
}

/** Nothing was written in it; whom it was offered for does not count. */
export function isBlankItem({ what, amount, dueOn, method }: ItemValues): boolean {
  return what.trim() === '' && amount === null && dueOn === null && method.trim() === '';
}

/** What the warnings look at; positions are those of the editor. */
export function warnedOf({ form, terms, items, reachedOn }: AgreementValues): AgreementDraft {
  return {
    form,
    terms: terms.map(({ text }) => text),
    items: items.map(({ what, method, amount, dueOn }) => ({
      what,
      method,
      amountFen: typeof amount === 'number' ? amount : null,
      dueOn,
    })),
    reachedOn,
  };
}

const storedSchema = z.object({
  actionId: z.uuid(),
  /** Version of the settled text that it changes; 0 for a first one. */
  version: z.int().min(0),
  values: z.object({
    form: z.enum(['written', 'oral']),
    facts: z.string().catch(''),
    terms: z.array(z.object({ id: z.string().min(1), text: z.string() })),
    items: z.array(
      z.object({
        id: z.uuid(),
        partyId: z.string().nullable().catch(null),
        what: z.string().catch(''),
        amount: z.union([z.number(), z.string()]).nullable().catch(null),
        dueOn: z.string().nullable().catch(null),
        method: z.string().catch(''),
      }),
    ),
    place: z.string().catch(''),
    reachedOn: z.string().nullable().catch(null),
    judicialConfirmation: z.boolean().catch(false),
    reason: z.string().catch(''),
  }),
});

/** A draft as it lies in the store. */
export interface StoredAgreement {
  readonly actionId: string;
  readonly version: number;
  readonly values: AgreementValues;
}

/** Null for what is no draft of an agreement. */
export function readStored(content: unknown): StoredAgreement | null {
  const parsed = storedSchema.safeParse(content);
  return parsed.success ? parsed.data : null;
}

/** The version that a person is writing now: 0 for the first text of a case. */
export function writtenVersion({ state }: Pick<CaseView, 'state'>): number {
  return state.status === 'agreed' ? (state.agreement?.version ?? 0) : 0;
}
