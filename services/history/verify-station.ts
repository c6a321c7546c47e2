import { createHash } from 'node:crypto';
import type { ChainEnd } from '../../domain/history/chains.ts';
import { finding } from '../../domain/history/findings.ts';
import { emptyJournal, type JournalEnd, MARK_EVERY, sameEnd } from '../../domain/log/journal.ts';
import type { Environment } from '../environment.ts';
import { type FileBytes, WrongBytes } from '../files/bytes.ts';
import type { Journal } from '../log/port.ts';
import type { StationReads, StationStore } from '../ports.ts';
import { anchorsIn, type Told, toldWhen } from './anchors.ts';
import type { KeptReceipt } from './port.ts';
import { Cancelled, type Progress, type Verification, type VerifiedPart, Walk } from './verify.ts';
import { verifyAccess, verifyActions } from './verify-log.ts';

/** Of the newest actions and entries so many are verified at each start; up to one mark more. */
const RECENT = 2_000;
const FILES_AT_ONCE = 50;

export interface StationHistory {
  readonly store: Pick<StationStore, 'read' | 'write'>;
  readonly environment: Pick<Environment, 'now' | 'suite'>;
  readonly fileBytes: Pick<FileBytes, 'read'>;
  /** Whether the city signed a receipt; null where its key is not known here. */
  isSigned(receipt: KeptReceipt): boolean | null;
}

export interface VerifyOptions {
  readonly part: VerifiedPart;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** What the city said of anchors last (LOG-13); null where it was not asked. */
  readonly told: Told | null;
}

interface Ends {
  readonly actions: JournalEnd | null;
  readonly access: JournalEnd | null;
  readonly marks: ReadonlyMap<number, string>;
  readonly chainEnds: readonly ChainEnd[];
  readonly ownLife: { readonly stationId: string; readonly incarnation: number };
  readonly surplus: { readonly actions: boolean; readonly access: boolean };
}

/**
 * Verifies the history of a center's store (LOG-12): the newest part, or all of it with the words of the city and the
 * bytes of the files. Desks go on working meanwhile; what they add is not looked at.
 */
export async function verifyStation(
  { store, environment, fileBytes, isSigned }: StationHistory,
  { part, signal, onProgress, told }: VerifyOptions,
): Promise<Verification> {
  const { suite, now } = environment;
  const startedAt = now();
  const walk = new Walk(signal, onProgress);
  let cancelled = false;
  try {
    const ends = await store.read(readEnds);
    const { actions, access } = ends;
    noteEnds(walk, ends);
    const from = startOf(ends, part);
    const accessFrom = await accessStart(store, access, part);
    walk.total = (actions?.count ?? 0) - from.count + (access?.count ?? 0) - accessFrom.count;
    if (actions) {
      const { ownLife, marks, chainEnds } = ends;
      const anchors = anchorsIn(told, 'actions');
      await verifyActions(store, suite, { start: from, known: marks, anchors, chainEnds, end: actions, ownLife }, walk);
    }
    if (access)
      await verifyAccess(store, suite, { start: accessFrom, known: anchorsIn(told, 'access'), end: access }, walk);
    noteTold(told, ends, walk);
    await verifyReceipts(store, isSigned, walk);
    if (part === 'all') {
      await verifyAnswers(store, walk);
      await verifyFiles({ store, fileBytes }, walk);
    }
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    cancelled = true;
  }
  const { findings, found, looked } = walk;
  return { part, startedAt, endedAt: now(), cancelled, ...looked, found, findings };
}

async function readEnds({ history, log }: StationReads): Promise<Ends> {
  const actions = await history.journalEnd('actions');
  const access = await history.journalEnd('access');
  const isBehind = async <Row>(
    end: JournalEnd | null,
    after: (position: number, limit: number) => Promise<readonly Row[]>,
  ) => (await after(end?.count ?? 0, 1)).length > 0;
  const { stationId, incarnation } = await log.station();
  return {
    ...{ actions, access },
    marks: await history.actionMarks(),
    chainEnds: await history.chainEnds(),
    ownLife: { stationId, incarnation },
    surplus: {
      actions: await isBehind(actions, history.actionsAfter),
      access: await isBehind(access, history.accessAfter),
    },
  };
}

/** The ends of the journals themselves, and the marks that must stand before them. */
function noteEnds(walk: Walk, { actions, access, marks, surplus }: Ends): void {
  if (!actions) walk.note([finding('actions', 'journal_missing')]);
  if (!access) walk.note([finding('access', 'journal_missing')]);
  const count = actions?.count ?? 0;
  for (let n = MARK_EVERY; n <= count; n += MARK_EVERY)
    if (!marks.has(n)) walk.note([finding('actions', 'mark', { n })]);
  if (surplus.actions) walk.note([finding('actions', 'action_surplus', { expected: count, found: '更多' })]);
  if (surplus.access) walk.note([finding('access', 'entry_tail', { expected: access?.count ?? 0, found: '更多' })]);
}

function startOf({ actions, marks }: Ends, part: VerifiedPart): JournalEnd {
  const wanted = part === 'all' ? 0 : (actions?.count ?? 0) - RECENT;
  const counts = [...marks.keys()].filter((count) => count <= wanted);
  const count = Math.max(0, ...counts);
  return { count, digest: marks.get(count) ?? '' };
}

async function accessStart(
  store: StationHistory['store'],
  end: JournalEnd | null,
  part: VerifiedPart,
): Promise<JournalEnd> {
  const before = (end?.count ?? 0) - RECENT;
  if (part === 'all' || before < 1) return emptyJournal;
  const [entry] = await store.read(({ history }) => history.accessAfter(before - 1, 1));
  return entry?.digest && entry.position === before ? { count: before, digest: entry.digest } : emptyJournal;
}

/** What the city says that this side does not have any more, and what it does not have any more itself. */
function noteTold(told: Told | null, { actions, access }: Pick<Ends, 'actions' | 'access'>, walk: Walk): void {
  const [newest] = told?.kept ?? [];
  for (const each of told?.disowned ?? [])
    walk.note([finding('anchors', 'city_rewritten', { when: toldWhen(each.at), n: each.count })]);
  if (!newest || !told) return;
  const furthest = (of: 'actions' | 'access') => Math.max(...told.kept.map((each) => each[of].count));
  for (const [of, end] of [
    ['actions', actions],
    ['access', access],
  ] as const) {
    const values = { side: '市平台', when: toldWhen(newest.at), n: furthest(of), found: end?.count ?? 0 };
    if (values.found < values.n) walk.note([finding('anchors', 'anchor_beyond', values)]);
  }
}

/** What the city signed over this station's chain (LOG-3), against the chain as it is here. */
async function verifyReceipts(store: StationHistory['store'], isSigned: StationHistory['isSigned'], walk: Walk) {
  const { receipts, end, found, headers } = await store.read(async ({ history }) => {
    const kept = await history.chainReceipts();
    return {
      receipts: kept,
      end: await history.journalEnd('chainReceipts'),
      found: await history.answersEnd('chainReceipts'),
      headers: await history.headersAt(
        kept.map(({ stationId, incarnation, sequence }) => ({ stationId, incarnation, sequence })),
      ),
    };
  });
  const at = Map.groupBy(headers, ({ stationId, incarnation, sequence }) => `${stationId} ${incarnation} ${sequence}`);
  let before = 0;
  for (const receipt of receipts) {
    const { ordinal: n, stationId, incarnation, sequence, headerHash } = receipt;
    walk.looked.receipts += 1;
    if (n !== before + 1) walk.note([finding('receipts', 'receipt_missing', { from: before + 1, to: n - 1 })]);
    before = n;
    if (isSigned(receipt) === false) walk.note([finding('receipts', 'receipt_signature', { n })]);
    const here = at.get(`${stationId} ${incarnation} ${sequence}`) ?? [];
    // A later life may not have all of an earlier one yet.
    if (here.length > 0 && !here.some((each) => each.headerHash === headerHash))
      walk.note([finding('receipts', 'receipt_chain', { n, sequence })]);
  }
  compareEnd(walk, 'receipts', '回执', end, found);
}

const answerTables = { receipts: '首次答复', verdicts: '后来的答复' } as const satisfies Partial<
  Record<Journal, string>
>;

async function verifyAnswers(store: StationHistory['store'], walk: Walk): Promise<void> {
  for (const journal of ['receipts', 'verdicts'] as const) {
    const { kept, found } = await store.read(async ({ history }) => ({
      kept: await history.journalEnd(journal),
      found: await history.answersEnd(journal),
    }));
    compareEnd(walk, 'answers', answerTables[journal], kept, found);
    walk.looked.receipts += found.count;
    await walk.step();
  }
}

function compareEnd(
  walk: Walk,
  where: 'answers' | 'receipts',
  table: string,
  kept: JournalEnd | null,
  found: JournalEnd,
): void {
  if (kept && sameEnd(kept, found)) return;
  walk.note([finding(where, 'answers_changed', { table, expected: kept?.count ?? '不详', found: found.count })]);
}

/** Every file that is noted as being here, read and hashed again (SYNC-8). One that is bad is fetched from the city anew. */
async function verifyFiles(
  { store, fileBytes }: Pick<StationHistory, 'store' | 'fileBytes'>,
  walk: Walk,
): Promise<void> {
  for (let after = ''; ; ) {
    const hashes = await store.read(({ history }) => history.filesHere(after, FILES_AT_ONCE));
    for (const hash of hashes) {
      after = hash;
      walk.looked.files += 1;
      const held = await bytesOf({ store, fileBytes }, hash);
      if (held === 'good') continue;
      // Gone meanwhile by an erasure?
      if (!(await store.read(({ history }) => history.isFileHere(hash)))) continue;
      walk.note([finding('files', held === 'none' ? 'file_missing' : 'file_changed', { id: hash.slice(0, 12) })]);
      await store.write(({ filePlaces }) => filePlaces.noteHere(hash, false));
      await walk.step();
    }
    if (hashes.length < FILES_AT_ONCE) return;
    await walk.step();
  }
}

async function bytesOf(
  { store, fileBytes }: Pick<StationHistory, 'store' | 'fileBytes'>,
  hash: string,
): Promise<'good' | 'bad' | 'none'> {
  const stored = await store.read(({ files }) => files.file(hash));
  if (stored) return createHash('sha256').update(stored.bytes).digest('hex') === hash ? 'good' : 'bad';
  try {
    return (await fileBytes.read(hash)) ? 'good' : 'none';
  } catch (error) {
    if (error instanceof WrongBytes) return 'bad';
    throw error;
  }
}
