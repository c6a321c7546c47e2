import type { AttentionGroup, AttentionItem, SyncCorner, SyncOverview, SyncRound } from '../../contract/sync-page.ts';
import { may } from '../../domain/access/permissions.ts';
import { verdictReason } from '../../domain/sync/reasons.ts';
import { settlingRefusal } from '../../domain/sync/settling.ts';
import { syncStatus } from '../../domain/sync/status.ts';
import { casesFor } from '../access/restricted-store.ts';
import { requireRight } from '../access/rights.ts';
import type { Caller } from '../dependencies.ts';
import { type StaffNames, staffNames } from '../directory/staff-names.ts';
import type { StationReads, StationStore } from '../ports.ts';
import { actionLabel, recordName } from './action-words.ts';
import type { AttentionGroup as StoredGroup } from './port.ts';

/** What only the host of the sync worker knows. */
export interface SyncHostState {
  /** Null before this center has enrolled. */
  readonly city: { readonly origin: string; readonly name: string; readonly feed: string } | null;
  readonly running: boolean;
  readonly nextAt: number | null;
  readonly needsConsent: boolean;
  readonly rounds: readonly SyncRound[];
  readonly sessionLeft: number | null;
  readonly versions: SyncOverview['versions'];
  /** Why the last round of files ended early, in Chinese; null where it did not. */
  readonly fileFailure: string | null;
}

/** Rounds that the page lists. */
const LISTED_ROUNDS = 50;

/** What every desk may know: one word, how much waits, and when everything was through last (SYNC-10). */
export async function syncCorner(
  store: StationStore,
  { city, needsConsent }: Pick<SyncHostState, 'city' | 'needsConsent'>,
): Promise<SyncCorner> {
  return store.read((reads) => cornerOf(reads, { enrolled: city !== null, halted: needsConsent }));
}

async function cornerOf(
  { sync, filePlaces }: StationReads,
  { enrolled, halted }: { readonly enrolled: boolean; readonly halted: boolean },
): Promise<SyncCorner> {
  const [waiting, attention, cursors, state] = [
    await sync.waitingCount(),
    await sync.needsAttention(),
    await sync.cursors(),
    await sync.state(),
  ];
  // Before there is a city nothing travels.
  const pending = enrolled ? await filePlaces.pendingFiles() : null;
  const waitingFiles = (pending?.toSend.files ?? 0) + (pending?.toFetch.files ?? 0);
  const status = syncStatus({
    enrolled,
    halted,
    waitingActions: waiting,
    waitingFiles,
    needsAttention: attention.length,
    feedsBehind: cursors.filter(({ position, head }) => position < head).length,
    failure: state.failure,
    lastCompleteAt: state.lastCompleteAt,
  });
  return { status, waiting, waitingFiles, lastCompleteAt: state.lastCompleteAt };
}

/** The page for IT and managers. Who may not read cases gets no case's number. */
export async function syncOverview(store: StationStore, caller: Caller, host: SyncHostState): Promise<SyncOverview> {
  requireRight(caller, 'sync.overview');
  return store.read(async (reads) => {
    const { sync, log, filePlaces } = reads;
    const state = await sync.state();
    const names = await staffNames(reads);
    const attention: AttentionGroup[] = [];
    for (const group of await sync.needsAttention()) attention.push(await groupOf(reads, group, names, caller));
    const { city, running, nextAt, needsConsent, rounds, sessionLeft, versions } = host;
    return {
      ...(await cornerOf(reads, { enrolled: city !== null, halted: needsConsent })),
      city: city && { ...city, epoch: state.epoch },
      station: await log.station(),
      outbox: await sync.waiting(),
      files: { ...(await filePlaces.pendingFiles()), failure: host.fileFailure },
      feeds: (await sync.cursors()).map(({ feed, position, head }) => ({ feed, position, head })),
      clockOffset: state.clockOffset,
      failure: state.failure,
      failureCode: state.failureCode,
      failedAt: state.failedAt,
      needsConsent,
      running,
      nextAt,
      attention,
      rounds: rounds.slice(0, LISTED_ROUNDS),
      sessionLeft,
      versions,
    };
  });
}

async function groupOf(
  reads: StationReads,
  { streamKind, streamId, actions }: StoredGroup,
  names: StaffNames,
  caller: Caller,
): Promise<AttentionGroup> {
  const readsCases = may(caller.roles, 'cases.get');
  const found = streamKind === 'case' && readsCases ? await casesFor(reads, caller.staffId).find(streamId) : null;
  // A case that others are named for is nobody else's; of one of which nothing counts any more (SYNC-5) the id stays.
  const isReadable = streamKind === 'case' && readsCases && (found !== null || !(await reads.cases.find(streamId)));
  return {
    caseId: isReadable ? streamId : null,
    caseNumber: found?.state.caseNumber ?? null,
    record: recordName(streamKind),
    maySettle: settlingRefusal('settling.withdrawn', actions[0]?.actorId ?? '', caller) === null,
    items: actions.map(({ id, type, actorId, deviceTime, verdict, reason, detail }): AttentionItem => {
      const known = reason ?? 'not_possible';
      return {
        actionId: id,
        action: actionLabel(type),
        doneAt: deviceTime,
        // Who works on a case is part of what IT does not read.
        actor: streamKind === 'case' && !readsCases ? null : (names.get(actorId) ?? null),
        reason: known,
        text: verdictReason(known).text,
        detail: readsCases ? detail : null,
        held: verdict === 'held',
      };
    }),
  };
}
