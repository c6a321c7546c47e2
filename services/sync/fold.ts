import { isShownAt } from '../../domain/cases/handover.ts';
import { reduceCase } from '../../domain/cases/reducer.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { CENTER_SCHEMA_VERSION, type CenterState, reduceCenter } from '../../domain/center/reducer.ts';
import {
  reduceStaff,
  STAFF_SCHEMA_VERSION,
  type StaffState,
  staffActionSchemas,
} from '../../domain/directory/staff.ts';
import type { Action, ActionHeader } from '../../domain/log/action.ts';
import { readablePart } from '../../domain/sync/readable.ts';
import { isFolded } from '../../domain/sync/verdict.ts';
import type { Environment } from '../environment.ts';
import { importedBeginning, restatedBeginning } from '../imports/import-rows.ts';
import { readAction } from '../log/append.ts';
import type { Reads } from '../ports.ts';
import type { PlacedAction } from './port.ts';

/** What each kind of stream folds to; imports and erasures are obeyed, and fold to nothing of their own. */
interface FoldedStates {
  readonly case: CaseState;
  readonly center: CenterState;
  readonly staff: StaffState;
}

export type FoldedKind = keyof FoldedStates;

/** Whether the action counts in the fold of its stream: the city folds it, or has not spoken of it yet (SYNC-5). */
export function counts({ place }: Pick<PlacedAction, 'place'>): boolean {
  return place === null || isFolded(place.verdict);
}

/**
 * The order of the fold (SYNC-5): what is confirmed by its sequence in the stream, then what is pending in the order of
 * its chain; without what is set aside or held. `actions` come in the order of appending.
 */
export function inFoldOrder(actions: readonly PlacedAction[]): readonly PlacedAction[] {
  const rank = ({ place }: PlacedAction) => place?.streamSequence ?? Number.POSITIVE_INFINITY;
  const byRank = (one: PlacedAction, other: PlacedAction) => (rank(one) === rank(other) ? 0 : rank(one) - rank(other));
  return actions.filter(counts).toSorted(byRank);
}

/**
 * Folds one more action. One that comes before its stream has begun, as where only a part of the stream is here, folds
 * to nothing: what it did is not known without the beginning.
 */
export function foldCaseAction(state: CaseState | null, action: Action<unknown>): CaseState | null {
  return state === null && action.header.baseRevision !== 0 ? null : reduceCase(state, action);
}

/** Types and forms that this version does not know count as a revision and change nothing (SYNC-13). */
export function foldCenterAction(state: CenterState | null, action: Action<unknown>): CenterState | null {
  const { header } = action;
  if (state === null && header.baseRevision !== 0) return null;
  const known = header.type.startsWith('center.') && header.schemaVersion <= CENTER_SCHEMA_VERSION;
  return reduceCenter(state, known ? readablePart(action) : { header, payload: null });
}

/**
 * Staff of other stations have no account here: they are named where their cases name them, nobody signs in as them, and
 * nobody assigns a case to them. Their account would clash with the account of the same name that is used here.
 */
export function foldStaffAction(
  state: StaffState | null,
  action: Action<unknown>,
  ownStationId: string,
): StaffState | null {
  const { header } = action;
  if (state === null && header.baseRevision !== 0) return null;
  const folded = reduceStaff(state, isKnownStaffAction(header) ? readablePart(action) : { header, payload: null });
  const isForeign = state === null ? header.stationId !== ownStationId : state.account === state.staffId;
  return isForeign ? { ...folded, account: folded.staffId, active: false } : folded;
}

function isKnownStaffAction({ type, schemaVersion }: ActionHeader): boolean {
  return Object.hasOwn(staffActionSchemas, type) && schemaVersion <= STAFF_SCHEMA_VERSION;
}

/**
 * Whether this store shows the case to its desks (SYNC-6). Of a case that was granted to this center the past comes in
 * batches, and the offer last: before that, and after an offer that came to nothing, it is not shown.
 */
export async function isShown({ log }: Pick<Reads, 'log'>, state: CaseState): Promise<boolean> {
  const { stationId, isCity } = await log.station();
  if (isCity || state.bornAt === stationId) return true;
  return state.handover === null ? !(await log.hasStream('grant', state.id)) : isShownAt(state, stationId);
}

/** Folds a stream anew as the rule says (SYNC-5); null where nothing of it is folded. */
export async function foldStream<Kind extends FoldedKind>(
  reads: Pick<Reads, 'sync' | 'imports' | 'log'>,
  environment: Pick<Environment, 'suite'>,
  kind: Kind,
  streamId: string,
): Promise<FoldedStates[Kind] | null>;
export async function foldStream(
  reads: Pick<Reads, 'sync' | 'imports' | 'log'>,
  environment: Pick<Environment, 'suite'>,
  kind: FoldedKind,
  streamId: string,
): Promise<FoldedStates[FoldedKind] | null> {
  const stream = await reads.sync.stream(kind, streamId);
  const ordered = inFoldOrder(stream);
  const actions = ordered.map(readAction);
  switch (kind) {
    case 'case':
      return actions.reduce(foldCaseAction, await caseBeginning(reads, environment, streamId, ordered));
    case 'center':
      return withBeginning(actions, stream).reduce(foldCenterAction, null);
    case 'staff': {
      const { stationId } = await reads.log.station();
      return withBeginning(actions, stream).reduce<StaffState | null>(
        (state, action) => foldStaffAction(state, action, stationId),
        null,
      );
    }
  }
}

/** No verdict takes a center or a person away whole: then nobody could sign in to settle it. Also one that nobody can read. */
function withBeginning(
  actions: readonly Action<unknown>[],
  stream: readonly PlacedAction[],
): readonly Action<unknown>[] {
  const isBeginning = ({ header }: Pick<PlacedAction, 'header'>) => header.baseRevision === 0;
  return actions.some(isBeginning) ? actions : [...stream.filter(isBeginning).map(readAction), ...actions];
}

/**
 * What the first action of a case is folded on: null for one that was registered. An imported case began with its row,
 * while the commit of its import counts (LOG-7); where the import is not here, with what its own stream says of the row
 * (WF-64). `ordered` is what counts of its stream, in the order of the fold.
 */
export async function caseBeginning(
  reads: Pick<Reads, 'sync' | 'imports' | 'log'>,
  environment: Pick<Environment, 'suite'>,
  caseId: string,
  ordered: readonly PlacedAction[],
): Promise<CaseState | null> {
  if (ordered[0]?.header.baseRevision === 0) return null;
  const imported = await importedBeginning(reads, caseId, environment);
  if (imported) return (await isCommitted(reads, imported.chunk.header.streamId)) ? imported.state : null;
  return restatedBeginning(reads, ordered, environment);
}

export async function isCommitted(reads: Pick<Reads, 'sync' | 'imports'>, importId: string): Promise<boolean> {
  const commits = (await reads.imports.importActions(importId)).filter(({ type }) => type === 'import.committed');
  for (const { id } of commits) {
    const word = await reads.sync.receiptOf(id);
    if (word === null || isFolded(word.verdict)) return true;
  }
  return false;
}
