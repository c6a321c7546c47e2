import type { CaseHint } from '../../contract/cases.ts';
import { normalizeDocumentNumber } from '../../domain/parties/document-kinds.ts';
import { requireRight } from '../access/rights.ts';
import { requireSight } from '../access/seen-case.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { caseHint } from './view.ts';

const MAX_HINTS = 5;

export interface PersonHintQuery {
  readonly people: readonly {
    readonly name: string;
    readonly documentNumber?: string | undefined;
    readonly phone?: string | undefined;
  }[];
}

/** Earlier cases of the same person: by ID number, else by name and phone; to link, never to merge. */
export async function samePersonHints(
  { store }: Dependencies,
  caller: Caller,
  query: PersonHintQuery,
): Promise<readonly (CaseHint & { personIndex: number })[]> {
  requireRight(caller, 'cases.samePerson');
  await store.searchable();
  return store.read(async ({ cases }) => {
    const hints: (CaseHint & { personIndex: number })[] = [];
    for (const [personIndex, { name, documentNumber, phone }] of query.people.entries()) {
      const person = {
        name: name.trim(),
        ...(documentNumber ? { documentNumber: normalizeDocumentNumber(documentNumber) } : {}),
        ...(phone ? { phone } : {}),
      };
      if (!person.documentNumber && !(person.name && person.phone)) continue;
      for (const row of await cases.byPerson(person, MAX_HINTS)) {
        const { by, ...rest } = row;
        hints.push({ ...caseHint(rest, by === 'document' ? '证件号相同' : '姓名和手机号相同'), personIndex });
      }
    }
    return hints;
  });
}

/** Of a street: a whole district is no place in which two quarrels are alike. */
const STREET_DIGITS = 9;

/** Open cases in the same village or street, to link while registering. */
export async function similarOpenHints(
  { store }: Dependencies,
  caller: Caller,
  query: { placeCode: string; gbtCategory?: string | undefined },
): Promise<readonly CaseHint[]> {
  requireRight(caller, 'cases.similarOpen');
  if (query.placeCode.length < STREET_DIGITS) return [];
  const rows = await store.read(({ cases }) =>
    cases.similarOpen(query.placeCode, query.gbtCategory ?? null, MAX_HINTS),
  );
  return rows.map((row) => caseHint(row, '同一地点在办'));
}

export async function searchCases(
  { store }: Dependencies,
  caller: Caller,
  query: { query: string; limit: number },
): Promise<readonly CaseHint[]> {
  const within = requireSight(caller, 'cases.search');
  const text = query.query.trim();
  if (text === '') return [];
  await store.searchable();
  if (within.kind === 'some') {
    const filter = { search: text, within };
    const sort = { column: 'registeredAt', direction: 'desc' } as const;
    const found = await store.read(({ ledger }) =>
      ledger.page({ filter, sort, offset: 0, limit: query.limit, now: 0 }),
    );
    return found.map((row) => ({ ...caseHint({ ...row, placeName: row.areaName + row.streetName }, '') }));
  }
  const rows = await store.read(({ cases }) => cases.search(text, query.limit));
  return rows.map((row) => caseHint(row, ''));
}
