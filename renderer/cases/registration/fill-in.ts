import { screeningTagFor, suggestCategory } from '../../../domain/cases/category-suggestion.ts';
import { suggestTitle } from '../../../domain/cases/title.ts';
import { findDocumentKind } from '../../../domain/parties/document-kinds.ts';
import { checkIdNumber } from '../../../domain/parties/id-number.ts';
import { ageAt, findDateProblem } from '../../../domain/text/chinese-date.ts';
import {
  type FieldPath,
  type Filled,
  type FilledCaseField,
  type FilledPartyField,
  type FormValues,
  isUntouched,
  type PartyValues,
  partyKind,
  UNIT_DOCUMENT,
} from './form-values.ts';

/** One value that the program writes into the form. */
export interface FillIn {
  readonly path: FieldPath;
  readonly value: unknown;
}

/** The value was filled in by the program and nobody has changed it since. */
export function isFilledIn<Field extends string>(
  holder: { readonly filled: Filled<Field> } & Readonly<Partial<Record<Field, unknown>>>,
  field: Field,
): boolean {
  const filled = holder.filled[field];
  return filled !== undefined && holder[field] === filled;
}

interface Proposal<Field extends string> {
  readonly field: Field;
  readonly current: string | null;
  /** Null where nothing can be said (any more). */
  readonly proposed: string | null;
  /** What the field holds when it is empty. */
  readonly empty: string | null;
}

interface Filling<Field extends string> {
  readonly changes: Readonly<Partial<Record<Field, string | null>>>;
  readonly filled: Filled<Field>;
}

/** Proposals for what was filled in before or is still empty, and for nothing else. */
function fill<Field extends string>(filled: Filled<Field>, proposals: readonly Proposal<Field>[]): Filling<Field> {
  const next: Partial<Record<Field, string>> = { ...filled };
  const changes: Partial<Record<Field, string | null>> = {};
  for (const { field, current, proposed, empty } of proposals) {
    const before = filled[field];
    const isOurs = before === undefined ? current === null || current === '' : current === before;
    if (!isOurs || proposed === (before ?? null)) continue;
    changes[field] = proposed ?? empty;
    if (proposed === null) delete next[field];
    else next[field] = proposed;
  }
  return { changes, filled: next };
}

function writesOf<Field extends string>(path: FieldPath, { changes, filled }: Filling<Field>): readonly FillIn[] {
  const writes = Object.entries(changes).map(([field, value]) => ({ path: [...path, field], value }));
  return writes.length === 0 ? [] : [...writes, { path: [...path, 'filled'], value: filled }];
}

/** Sex and birth date as the identity number says, and the age as the birth date says. */
function fillParty(party: PartyValues, index: number, today: string | null): readonly FillIn[] {
  if (party.document === UNIT_DOCUMENT) return [];
  const { documentNumber, sex, birthDate, statedAge } = party;
  const isResidentId = findDocumentKind(party.document)?.residentId === true;
  const checked = isResidentId && documentNumber !== null ? checkIdNumber(documentNumber, today) : null;
  const facts = checked?.ok ? checked : null;
  const sexCode = facts ? (facts.sex === 'male' ? '1' : '2') : null;
  const byNumber = fill<FilledPartyField>(party.filled, [
    { field: 'sex', current: sex, proposed: sexCode, empty: null },
    { field: 'birthDate', current: birthDate, proposed: facts?.birthDate ?? null, empty: null },
  ]);
  const birth = byNumber.changes.birthDate === undefined ? birthDate : byNumber.changes.birthDate;
  const age = birth !== null && today !== null && findDateProblem(birth) === null ? ageAt(birth, today) : null;
  const byBirth = fill<FilledPartyField>(byNumber.filled, [
    { field: 'statedAge', current: statedAge, proposed: age === null ? null : String(age), empty: '' },
  ]);
  const changes = { ...byNumber.changes, ...byBirth.changes };
  return writesOf(['parties', index], { changes, filled: byBirth.filled });
}

function fillCase(values: FormValues): readonly FillIn[] {
  const { filled } = values;
  const named = values.parties.filter((party) => !isUntouched(party));
  const suggestion = suggestCategory(values.facts);
  const decided = <Field extends 'mojType' | 'gbtCategory'>(field: Field): FormValues[Field] => {
    const chosen = values[field];
    const isTheirs = filled[field] === undefined ? chosen !== null : chosen !== filled[field];
    return isTheirs ? chosen : ((suggestion[field]?.code ?? null) as FormValues[Field]);
  };
  const mojType = decided('mojType');
  const gbtCategory = decided('gbtCategory');
  const tag =
    suggestion.screeningTag?.from === 'words' ? suggestion.screeningTag.code : screeningTagFor(mojType, gbtCategory);
  const titled = named.map((party) => ({ role: party.role, kind: partyKind(party), name: party.name.trim() }));
  const hasName = titled.some((party) => party.name !== '');
  const filling = fill<FilledCaseField>(filled, [
    {
      field: 'peopleCount',
      current: values.peopleCount,
      proposed: named.length === 0 ? null : String(named.length),
      empty: '',
    },
    { field: 'mojType', current: values.mojType, proposed: suggestion.mojType?.code ?? null, empty: null },
    { field: 'gbtCategory', current: values.gbtCategory, proposed: suggestion.gbtCategory?.code ?? null, empty: null },
    { field: 'screeningTag', current: values.screeningTag, proposed: tag, empty: null },
    {
      field: 'title',
      current: values.title,
      proposed: hasName && mojType !== null ? suggestTitle(titled, mojType) : null,
      empty: '',
    },
  ]);
  return writesOf([], filling);
}

/** Everything that follows from what is typed so far. Nothing that a person wrote or chose is among it. */
export function fillIns(values: FormValues, today: string | null): readonly FillIn[] {
  return [...values.parties.flatMap((party, index) => fillParty(party, index, today)), ...fillCase(values)];
}

/** Why an axis of the category holds what it holds, in a few words; empty where a person chose it. */
export function categoryReason(values: FormValues, axis: 'mojType' | 'gbtCategory' | 'screeningTag'): string {
  const suggestion = suggestCategory(values.facts)[axis];
  if (isFilledIn(values, axis)) {
    if (suggestion?.from !== 'words') return '随类型带出';
    const words = suggestion.words.slice(0, 2).map((word) => `“${word}”`);
    return words.length === 1 ? `因为写到${words[0]}` : `因为${words.join('')}`;
  }
  return '';
}
