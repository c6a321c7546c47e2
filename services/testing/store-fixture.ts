import { foldCase } from '../../domain/cases/reducer.ts';
import type { Registration } from '../../domain/cases/registration.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { testId, testRegistration } from '../../domain/cases/testing-facts.ts';
import { partiesText } from '../../domain/cases/title.ts';
import { type SealedAction, type StreamKind, sealAction } from '../../domain/log/action.ts';
import type { Json } from '../../domain/log/canonical-json.ts';
import { nameInitials } from '../../domain/text/pinyin.ts';
import type { CasePlace, CaseProjection } from '../cases/port.ts';
import { sha256Suite } from '../environment.ts';
import type { Store, Writes } from '../ports.ts';

/** For tests only: a store under test, and how to be rid of it. */
export interface StoreUnderTest {
  readonly store: Store;
  /**
   * Of a store with one session (PGlite): a read waits for the write that is open, and a write for the read, where others
   * go on beside each other.
   */
  readonly takesTurns?: boolean;
  dispose(): Promise<void>;
}

export const testPlace: CasePlace = {
  code: '410105001001',
  areaCode: '410105',
  areaName: '金水区',
  streetCode: '410105001',
  streetName: '经八路街道',
  fullName: '金水区经八路街道省委社区 3 号楼',
};

export interface CaseChange {
  readonly registration?: Partial<Registration>;
  readonly state?: Partial<CaseState>;
  readonly place?: Partial<CasePlace>;
  readonly deadline?: CaseProjection['deadline'];
  readonly confirmationDue?: CaseProjection['confirmationDue'];
  readonly errandDueAt?: number;
}

/** Seals the next action of the store's own chain, without appending it. */
export async function sealNext(
  { log }: Pick<Writes, 'log'>,
  action: {
    id: string;
    streamId: string;
    payload?: Json;
    streamKind?: StreamKind;
    type?: string;
    deviceTime?: number;
    actorId?: string;
  },
): Promise<SealedAction> {
  const [{ stationId, incarnation }, { sequence, headerHash }] = [await log.station(), await log.head()];
  const unsealed = {
    id: action.id,
    streamKind: action.streamKind ?? ('case' as const),
    streamId: action.streamId,
    type: action.type ?? 'case.noted',
    schemaVersion: 1,
    actorId: action.actorId ?? testId(1),
    stationId,
    incarnation,
    sequence: sequence + 1,
    previousHash: headerHash,
    baseRevision: 0,
    deviceTime: action.deviceTime ?? 1_795_392_000_000 + sequence,
    clockOffset: null,
  };
  return sealAction(unsealed, action.payload ?? {}, new Uint8Array(16).fill(sequence % 256), sha256Suite);
}

export async function appendNext(
  writes: Pick<Writes, 'log'>,
  action: Parameters<typeof sealNext>[1],
): Promise<SealedAction> {
  const sealed = await sealNext(writes, action);
  await writes.log.append(sealed);
  return sealed;
}

/** A case as a projection; the n-th of the tests. */
export function testCase(n: number, change: CaseChange = {}): CaseProjection {
  const registration = testRegistration(change.registration);
  const payload = {
    registration,
    caseNumber: `金矛调〔2026〕${n}`,
    queryCode: `AAAA-${1000 + n}`,
    receivedOn: '2026-11-23',
  };
  const header = {
    id: testId(10_000 + n),
    streamKind: 'case' as const,
    streamId: testId(20_000 + n),
    type: 'case.registered',
    schemaVersion: 1,
    actorId: testId(1),
    stationId: testId(9),
    incarnation: 1,
    sequence: n,
    previousHash: '',
    payloadHash: '',
    baseRevision: 0,
    deviceTime: 1_795_392_000_000 + n,
    clockOffset: null,
    algorithms: 'sha256',
  };
  const state = foldCase([{ header, payload }]);
  if (!state) throw new Error('no case');
  return {
    state: { ...state, ...change.state },
    deadline: change.deadline ?? null,
    confirmationDue: change.confirmationDue ?? null,
    errandDueAt: change.errandDueAt ?? null,
    place: { ...testPlace, ...change.place },
    partiesText: partiesText(registration.parties),
    title: registration.title,
    initials: registration.parties.map(({ name }) => nameInitials(name)).join(' '),
  };
}

/** Appends a case's first action and saves its rows, as a registration does. */
export async function addCase(writes: Writes, projection: CaseProjection): Promise<void> {
  const { id: streamId, registration, updatedAt: deviceTime } = projection.state;
  const payload = { registration } as Json;
  await appendNext(writes, { id: actionIdOf(projection), streamId, type: 'case.registered', deviceTime, payload });
  await writes.cases.save(projection);
}

export function actionIdOf({ state }: CaseProjection): string {
  return testId(Number.parseInt(state.id.slice(-12), 16) - 10_000);
}

/**
 * Appends a request to erase and the order of another person, as an erasure needs them (LOG-8). The order names these
 * actions, and imported rows of the case.
 */
export async function orderErasure(
  writes: Pick<Writes, 'log'>,
  erasureId: string,
  actionIds: readonly string[] = [],
  caseId = testId(1),
): Promise<void> {
  const streamId = erasureId.replace(/^.{8}/, 'eeeeeeee');
  const request = { id: erasureId.replace(/^.{8}/, 'ffffffff'), streamId, actorId: testId(2) };
  await appendNext(writes, { ...request, streamKind: 'erasure', type: 'erasure.requested' });
  const payload = { streamKind: 'case', streamId: caseId, actionIds };
  await appendNext(writes, { id: erasureId, streamId, streamKind: 'erasure', type: 'log.erased', payload });
}
