import { createHash } from 'node:crypto';
import type { CaseState } from '../../domain/cases/state.ts';
import { queryCodeFrom } from '../../domain/center/numbering.ts';
import { type ImportRow, MAX_CHUNK_ROWS } from '../../domain/imports/import.ts';
import type { Caller, Dependencies } from '../../services/dependencies.ts';
import { addImportChunk, commitImport, openImport } from '../../services/imports/imports.ts';
import { MAX_PAYLOAD_BYTES } from '../../services/log/append.ts';
import { foldGenerated, generateCase, type SampleWorld } from './generate-case.ts';
import { officeTime } from './office-time.ts';
import { placeDraw } from './places.ts';
import { randomOf } from './random.ts';

interface Bulk {
  readonly seed: number;
  readonly count: number;
  /** Who imports (系统管理员), and in whose name the old cases were worked. */
  readonly importer: Caller;
  readonly clerkId: string;
  readonly mediatorIds: readonly string[];
  readonly onProgress?: (done: number) => void;
}

/** Room left in a chunk for what is around its rows. */
const CHUNK_BYTES = MAX_PAYLOAD_BYTES - 4_096;

/** An old case as a row of an import: what an older ledger would say of it. */
function rowOf(state: CaseState, caseNumber: string, queryCode: string, clerkId: string): ImportRow {
  if (!state.registration) throw new Error('a generated case has a registration');
  const { agreement, ending } = state;
  return {
    caseId: state.id,
    caseNumber,
    queryCode,
    receivedOn: state.receivedOn,
    registration: state.registration,
    status: state.status,
    registeredBy: clerkId,
    mediatorIds: [...state.mediatorIds],
    route: state.route,
    instants: state.instants,
    agreement: agreement && {
      form: agreement.form,
      text: agreement.text,
      marks: agreement.marks.map(({ actionId: _a, operatorId: _o, recordedAt: _r, ...mark }) => mark),
      effectiveOn: agreement.effectiveOn,
    },
    performance: [...state.performance],
    followUps: [...state.followUps],
    ending: ending && { reason: ending.reason, toldOn: ending.toldOn === '' ? state.receivedOn : ending.toldOn },
    closeReason: state.closeReason,
    transferredTo: state.transferredTo,
  };
}

/** Rows of a seed, one after the other; the same seed gives the same rows. */
export function* generatedRows(world: SampleWorld, seed: number, count: number): Generator<ImportRow> {
  const used = new Set<string>();
  for (let index = 0; index < count; index += 1) {
    const state = foldGenerated(generateCase(seed, index, world));
    const random = randomOf(seed ^ 0xc0de, index);
    let queryCode: string | null = null;
    while (queryCode === null || used.has(queryCode)) {
      queryCode = queryCodeFrom(Uint8Array.from({ length: 32 }, () => random.int(0, 255)));
    }
    used.add(queryCode);
    yield rowOf(state, `旧案〔${state.receivedOn.slice(0, 4)}〕${index + 1}`, queryCode, world.clerkId);
  }
}

/** Brings generated cases in as an older ledger would come in (LOG-7). */
export async function importGenerated(dependencies: Dependencies, bulk: Bulk): Promise<void> {
  const { environment, divisions, rules, store } = dependencies;
  const { seed, count, importer, clerkId, mediatorIds, onProgress } = bulk;
  const { calendar, deadlines } = await store.read(({ settings }) => rules.current(settings));
  const world: SampleWorld = {
    places: placeDraw(divisions),
    office: officeTime(calendar),
    calendar,
    deadlines,
    now: environment.now(),
    clerkId,
    managerId: clerkId,
    mediatorIds,
  };
  const importId = environment.newId();
  const step = () => ({ actionId: environment.newId(), importId });
  const source = `generated:${seed}:${count}`;
  const sha256 = createHash('sha256').update(source).digest('hex');
  await openImport(dependencies, importer, { ...step(), manifest: { source, rows: count, sha256 } });

  let [first, rows, bytes] = [0, [] as ImportRow[], 0];
  async function send(): Promise<void> {
    if (rows.length === 0) return;
    const added = await addImportChunk(dependencies, importer, { ...step(), first, rows });
    [first, rows, bytes] = [added.rows, [], 0];
    onProgress?.(first);
  }
  for (const row of generatedRows(world, seed, count)) {
    const size = Buffer.byteLength(JSON.stringify(row)) + 1;
    if (rows.length === MAX_CHUNK_ROWS || bytes + size > CHUNK_BYTES) await send();
    rows.push(row);
    bytes += size;
  }
  await send();
  await commitImport(dependencies, importer, step());
}
