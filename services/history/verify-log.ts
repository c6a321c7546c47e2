import { type ChainEnd, chainName } from '../../domain/history/chains.ts';
import { finding } from '../../domain/history/findings.ts';
import { AccessVerifier } from '../../domain/history/verify-access.ts';
import { type ActionRules, ActionVerifier, type KeptAction, type LogEnd } from '../../domain/history/verify-actions.ts';
import { hasRowsBeside, type ImportChunk } from '../../domain/imports/import.ts';
import { type HashSuite, hashPayload, suiteOf } from '../../domain/log/action.ts';
import { emptyJournal, type JournalEnd } from '../../domain/log/journal.ts';
import { readAction } from '../log/append.ts';
import type { HistoryReads } from './port.ts';
import type { Walk } from './verify.ts';

/** Read at once: about 5 ms of work, so long may a desk wait for it. */
const BATCH = 100;

export interface HistoryStore {
  read<Result>(work: (reads: { readonly history: HistoryReads }) => Promise<Result>): Promise<Result>;
}

export interface LogPart {
  /** The end of the log before the first action that is looked at. */
  readonly start: JournalEnd;
  readonly known: ReadonlyMap<number, string>;
  /** The end of the log, as it is kept apart from it. Actions that come meanwhile are not looked at. */
  readonly end: LogEnd;
  readonly anchors: ActionRules['anchors'];
  /** Ends of the own chains, of the same moment as `end`. */
  readonly chainEnds: readonly ChainEnd[];
  readonly ownLife: { readonly stationId: string; readonly incarnation: number } | null;
}

/** The erasure list, as far as it is known; what is not on it is asked for once more, for an erasure may come meanwhile. */
class Erasures {
  readonly #store: HistoryStore;
  #orders = new Map<string, string>();
  /** As the list was at the beginning: what is ordered meanwhile is not walked over. */
  #first: ReadonlyMap<string, string> | null = null;

  constructor(store: HistoryStore) {
    this.#store = store;
  }

  async read(): Promise<void> {
    const listed = await this.#store.read(({ history }) => history.erasures());
    this.#orders = new Map(listed.map(({ actionId, erasureId }) => [actionId, erasureId]));
    this.#first ??= this.#orders;
  }

  has(id: string): boolean {
    return this.#orders.has(id);
  }

  /** Ids that no order to erase names. */
  unordered(named: ReadonlySet<string>): string[] {
    return [...(this.#first ?? [])].filter(([id, order]) => !named.has(`${order} ${id}`)).map(([id]) => id);
  }
}

/**
 * Verifies the actions of a log with what belongs to them: chains, payloads, imported rows and the erasure list (LOG-12).
 * It reads in small pieces, each a snapshot of its own, so that no desk waits for it.
 */
export async function verifyActions(store: HistoryStore, suite: HashSuite, part: LogPart, walk: Walk): Promise<void> {
  const erasures = new Erasures(store);
  await erasures.read();
  const { start, known, anchors, end, ownLife } = part;
  const verifier = new ActionVerifier({ suite, start, known, anchors, ownLife, isErased: (id) => erasures.has(id) });
  const orders = new Set<string>();
  let rows = 0;
  for (let position = start.count; position < end.count; ) {
    const { actions, imported } = await store.read(async ({ history }) => {
      const read = await history.actionsAfter(position, Math.min(BATCH, end.count - position));
      const chunks = read.filter(({ header }) => hasRowsBeside(header));
      const ofChunks = chunks.map(async (chunk) => [chunk.position, await history.importRows(chunk.position)] as const);
      return { actions: read, imported: new Map(await Promise.all(ofChunks)) };
    });
    if (actions.length === 0) break;
    // Erased while this goes on: the list is read anew, and the batch is looked at by it.
    if (actions.some((each) => each.payloadBytes === null && !erasures.has(each.header.id))) await erasures.read();
    for (const action of actions) {
      position = action.position;
      if (position > end.count) break;
      walk.looked.actions += 1;
      const findings = verifier.take(action);
      walk.note(findings);
      if (findings.some(({ kind }) => kind === 'action_payload')) continue;
      noteOrders(action, orders, walk, erasures);
      const bodies = imported.get(position);
      if (bodies) rows += verifyRows(action, bodies, { suite, walk, erasures });
    }
    await walk.step();
  }
  walk.looked.rows += rows;
  walk.note(verifier.finish(end));
  await verifyChains(store, verifier, part, walk);
  if (start.count > 0) return;
  for (const id of erasures.unordered(orders)) walk.note([finding('erasures', 'erasure_unordered', { id })]);
  const surplus = (await store.read(({ history }) => history.countImportRows())) - rows;
  if (surplus > 0) walk.note([finding('imports', 'row_surplus', { found: surplus })]);
}

async function verifyChains(
  store: HistoryStore,
  verifier: ActionVerifier,
  { ownLife, chainEnds }: LogPart,
  walk: Walk,
): Promise<void> {
  const { loose, chains } = verifier;
  const before = await store.read(({ history }) => {
    const places = loose.map(({ header: { stationId, incarnation, sequence } }) => ({
      ...{ stationId, incarnation },
      sequence: sequence - 1,
    }));
    return history.headersAt(places);
  });
  const at = Map.groupBy(before, ({ stationId, incarnation, sequence }) => `${stationId} ${incarnation} ${sequence}`);
  for (const each of loose) {
    const { stationId, incarnation, sequence } = each.header;
    const predecessors = at.get(`${stationId} ${incarnation} ${sequence - 1}`) ?? [];
    walk.note(
      verifier.disconnected(
        each,
        predecessors.map(({ headerHash }) => headerHash),
      ),
    );
  }
  // The chains of a city lie in several feeds (city/history/verify-city.ts).
  if (ownLife === null) return;
  const isOver = (end: ChainEnd) => end.stationId === ownLife.stationId && end.incarnation < ownLife.incarnation;
  for (const end of chainEnds) walk.note(chains.missingOf(end, isOver(end)));
  await verifyOverLives(store, chainEnds.filter(isOver), walk);
  walk.note(chains.endless(ownLife.stationId, chainEnds));
}

/** The end of a life that is over has its header, whatever came back behind it, or beside it from another branch. */
async function verifyOverLives(store: HistoryStore, ends: readonly ChainEnd[], walk: Walk): Promise<void> {
  const ended = ends.filter(({ sequence }) => sequence > 0);
  const found = await store.read(({ history }) => history.headersAt(ended));
  for (const end of ended) {
    const { stationId, incarnation, sequence, headerHash } = end;
    const isThere = found.some(
      (each) =>
        each.stationId === stationId &&
        each.incarnation === incarnation &&
        each.sequence === sequence &&
        each.headerHash === headerHash,
    );
    const values = { chain: chainName(end), expected: sequence, found: '另一个' };
    if (!isThere) walk.note([finding('actions', 'chain_head', values)]);
  }
}

/** What an order to erase names is on the list, whole, or it was never obeyed (LOG-8). */
function noteOrders(action: KeptAction, orders: Set<string>, walk: Walk, erasures: Erasures): void {
  if (action.header.type !== 'log.erased') return;
  const order = readAction(action).payload as { streamId: string; actionIds: readonly string[] } | null;
  if (!order) return;
  const { id } = action.header;
  const named = [order.streamId, ...order.actionIds];
  for (const each of named) orders.add(`${id} ${each}`);
  const listed = named.filter((each) => erasures.has(each)).length;
  if (listed > 0 && listed < named.length)
    walk.note([finding('erasures', 'erasure_missing', { n: action.position }, id)]);
}

interface RowRules {
  readonly suite: HashSuite;
  readonly walk: Walk;
  readonly erasures: Erasures;
}

/** The rows of a chunk against the hashes that it has of them (LOG-7). Resolves to how many of them are there. */
function verifyRows(
  action: KeptAction,
  bodies: Awaited<ReturnType<HistoryReads['importRows']>>,
  { suite, walk, erasures }: RowRules,
): number {
  const chunk = readAction(action).payload as Pick<ImportChunk, 'rows'> | null;
  const entries = chunk?.rows ?? [];
  const at = new Map(bodies.map((body) => [body.index, body]));
  const { id } = action.header;
  let known = 0;
  for (const [index, { caseId, hash }] of entries.entries()) {
    const values = { n: action.position, row: index + 1 };
    const body = at.get(index);
    if (!body) {
      if (!erasures.has(caseId)) walk.note([finding('imports', 'row_missing', values, id)]);
      continue;
    }
    known += 1;
    if (body.caseId !== caseId || hashPayload(body.salt, body.payloadBytes, suiteOf(action.header, suite)) !== hash)
      walk.note([finding('imports', 'row_changed', values, id)]);
    else if (erasures.has(caseId)) walk.note([finding('imports', 'row_back', values, id)]);
  }
  return known;
}

/** Verifies the access log from an entry on (LOG-11). */
export async function verifyAccess(
  store: HistoryStore,
  suite: HashSuite,
  { start = emptyJournal, known, end }: { start?: JournalEnd; known: ActionRules['anchors']; end: JournalEnd },
  walk: Walk,
): Promise<void> {
  const verifier = new AccessVerifier(suite, start, known);
  for (let position = start.count; position < end.count; ) {
    const entries = await store.read(({ history }) => history.accessAfter(position, BATCH));
    if (entries.length === 0) break;
    for (const entry of entries) {
      position = entry.position;
      if (position > end.count) break;
      walk.looked.entries += 1;
      walk.note(verifier.take(entry));
    }
    await walk.step();
  }
  walk.note(verifier.finish(end));
}
