import { setImmediate } from 'node:timers/promises';
import type { PersonCase } from '../../contract/personal-data.ts';
import { type CaseAction, caseActionTypes } from '../../domain/cases/actions.ts';
import {
  type MentionedBy,
  mentionedBy,
  type PersonWords,
  placesIn,
  wordsOf,
} from '../../domain/personal-data/mentions.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import type { StationStore } from '../ports.ts';
import type { MentioningAction, MentioningDraft } from './port.ts';

/** Log positions that are looked through at a time; other work goes on in between. */
const PIECE = 2_000;

/** What a case says of a person besides the records of its parties. */
export interface WrittenOf {
  readonly by: MentionedBy;
  /** Day and step, each once, in their order. */
  readonly places: readonly string[];
}

export interface Written {
  /** By the id of the case. */
  readonly cases: ReadonlyMap<string, WrittenOf>;
  readonly drafts: readonly (MentioningDraft & { readonly by: MentionedBy })[];
}

const ranks: readonly MentionedBy[] = ['name', 'phone', 'document'];
const surer = (one: MentionedBy, other: MentionedBy): MentionedBy =>
  ranks.indexOf(one) > ranks.indexOf(other) ? one : other;

/**
 * Looks for a person through everything that was ever written and not erased: each action of each case, what was imported,
 * and the drafts of all desks. Nothing of it is of any index, so it takes a second for some tens of thousands of cases;
 * it is asked for a few times a year. Papers and attached files are told by their names and captions, not read.
 */
export async function writtenOf(store: Pick<StationStore, 'read'>, person: PersonWords): Promise<Written> {
  const words = wordsOf(person);
  const cases = new Map<string, { by: MentionedBy; places: Set<string> }>();
  const add = (caseId: string, by: MentionedBy, places: readonly string[]): void => {
    const known = cases.get(caseId);
    cases.set(caseId, {
      by: known ? surer(known.by, by) : by,
      places: new Set([...(known?.places ?? []), ...places]),
    });
  };
  const ends = await store.read(({ mentions }) => mentions.ends());
  for (let after = 0; after < ends.log; after += PIECE) {
    const actions = await store.read(({ mentions }) => mentions.actions(words, after, after + PIECE));
    for (const action of actions)
      add(action.caseId, mentionedBy(action.payload, person) ?? 'name', dated(action, person));
    await setImmediate();
  }
  for (let after = 0; after < ends.rows; after += PIECE) {
    const found = await store.read(({ mentions }) => mentions.importedRows(words, after, after + PIECE));
    for (const { caseId, payload } of found) add(caseId, mentionedBy(payload, person) ?? 'name', ['导入的登记']);
    await setImmediate();
  }
  const drafts = await store.read(({ mentions }) => mentions.drafts(words));
  return {
    cases: new Map(Array.from(cases, ([caseId, { by, places }]) => [caseId, { by, places: [...places] }])),
    drafts: drafts.map((draft) => ({ ...draft, by: mentionedBy(draft.content, person) ?? 'name' })),
  };
}

const isCaseAction = (action: { readonly type: string }): action is CaseAction =>
  caseActionTypes.some((type) => type === action.type);

function dated({ type, at, payload }: MentioningAction, person: PersonWords): readonly string[] {
  const action = { type, payload: JSON.parse(payload) as unknown };
  const places = isCaseAction(action) ? placesIn(action, person) : ['其他办理记录'];
  return places.map((place) => `${formatInstant(at).slice(0, 10)} ${place}`);
}

/** How a case is found: the surer of what its record and its words say. */
export const foundBy = (one: PersonCase['by'], written: WrittenOf | undefined): PersonCase['by'] =>
  written ? surer(one, written.by) : one;
