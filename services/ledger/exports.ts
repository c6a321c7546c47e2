import { setImmediate } from 'node:timers/promises';
import { writeXlsxStream, XLSX_MAX_ROWS_PER_SHEET } from 'hucre/xlsx';
import { ServiceError } from '../../contract/errors.ts';
import type { ExportProgress, LedgerFilter, LedgerSort } from '../../contract/ledger.ts';
import { fullExportRoles, type MaskedKind, maskedFor } from '../../domain/access/masks.ts';
import { holdsAny } from '../../domain/access/roles.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { storeFor } from '../access/restricted-store.ts';
import { requireRight } from '../access/rights.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { staffNames } from '../directory/staff-names.ts';
import { type ExportCell, type ExportColumn, exportColumns, isLedgerColumn } from './export-columns.ts';
import type { LedgerPerson } from './port.ts';
import { type Watermark, watermarkOf } from './watermark.ts';

/** The watermark and the headers. */
const HEAD_ROWS = 2;
const ROWS_OF_A_SHEET = XLSX_MAX_ROWS_PER_SHEET - HEAD_ROWS;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Cases of one read: some ten milliseconds, between which the desks have their turn. */
const PAGE = 250;
/** Exports of one person that run, or wait to be fetched, at the same time. */
const MAX_EACH = 2;
/** How long a finished file waits in memory to be fetched, and how long after that for a broken download. */
const KEPT_MS = 10 * 60_000;
const KEPT_AFTER_DOWNLOAD_MS = 60_000;

export interface ExportQuery {
  readonly filter: LedgerFilter;
  readonly sort: LedgerSort;
  readonly columns: readonly string[];
  /** With whole numbers, and why. */
  readonly inFull?: { readonly reason: string } | undefined;
}

interface ExportId {
  readonly exportId: string;
}

export interface LedgerExports {
  /**
   * @throws ServiceError INVALID_INPUT for an unknown column, NOT_POSSIBLE_NOW while too many are running, NOT_ALLOWED for
   *   whole numbers to who may not take them.
   */
  start(caller: Caller, query: ExportQuery): ExportId;
  progress(caller: Caller, exportId: string): ExportProgress;
  cancel(caller: Caller, exportId: string): ExportProgress;
  /** The finished file; who took what is noted. It is dropped a minute later, or unfetched after ten. */
  file(caller: Caller, exportId: string): Promise<File>;
  /** Stops everything that runs and drops what waits. */
  close(): Promise<void>;
}

interface Job {
  readonly caller: Caller;
  readonly query: ExportQuery;
  readonly fileName: string;
  readonly stop: AbortController;
  progress: ExportProgress;
  /** Null unless ready. Held in memory only: personal data is not written to a disk in the clear. */
  file: File | null;
  failure: unknown;
  finished: Promise<void>;
  timer: NodeJS.Timeout | null;
}

/** Ids of the fields of a filter that are set, in order. */
function filteredFields(filter: LedgerFilter): readonly string[] {
  return Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([field]) => field)
    .sort();
}

/** `案件台账-20261123-1605.xlsx`, by the clock in China. */
function fileNameAt(now: number): string {
  return `案件台账-${formatInstant(now).replace(/[-:]/g, '').replace(' ', '-')}.xlsx`;
}

/**
 * Exports of the ledger as xlsx that run beside the desks' work. Which cases, and in which order, is settled in one
 * read at the start: no row is lost or doubled while others go on writing. `report` is told of failures.
 */
export function createExports(
  dependencies: Dependencies,
  report: (error: unknown) => void = () => undefined,
): LedgerExports {
  const { store, environment } = dependencies;
  /** As the one may see it whose export it is. */
  const seenBy = ({ caller }: Job) => storeFor(store, caller.staffId);
  const jobs = new Map<string, Job>();

  function own(caller: Caller, exportId: string): Job {
    const job = jobs.get(exportId);
    if (!job || job.caller.staffId !== caller.staffId) {
      throw new ServiceError('NOT_FOUND', { detail: '没有这份导出，或者已过期清除。请重新导出。' });
    }
    return job;
  }

  function drop(exportId: string): void {
    const job = jobs.get(exportId);
    if (job?.timer) clearTimeout(job.timer);
    job?.stop.abort();
    jobs.delete(exportId);
  }

  function dropAfter(exportId: string, job: Job, milliseconds: number): void {
    if (job.timer) clearTimeout(job.timer);
    job.timer = setTimeout(() => drop(exportId), milliseconds);
    job.timer.unref();
  }

  /** Older files that nobody fetched make room; what runs is never pushed out. */
  function makeRoom(staffId: string): void {
    const mine = [...jobs].filter(([, job]) => job.caller.staffId === staffId);
    const running = mine.filter(([, job]) => job.progress.state === 'running');
    if (running.length >= MAX_EACH) {
      throw new ServiceError('NOT_POSSIBLE_NOW', {
        detail: `已有 ${MAX_EACH} 份导出正在进行，请等它完成，或者先取消一份。`,
      });
    }
    const waiting = mine.filter(([, job]) => job.progress.state !== 'running');
    for (const [exportId] of waiting.slice(0, Math.max(0, mine.length - MAX_EACH + 1))) drop(exportId);
  }

  async function* rowsOf(
    job: Job,
    ids: readonly string[],
    columns: readonly ExportColumn[],
    watermark: Watermark,
  ): AsyncGenerator<ExportCell[]> {
    const headers = columns.map(({ header }) => header);
    // The first row stands on each sheet again, the headers below it have to be told.
    yield [watermark.line];
    let written = 0;
    if (ids.length === 0) yield headers;
    for (let from = 0; from < ids.length; from += PAGE) {
      job.stop.signal.throwIfAborted();
      const page = ids.slice(from, from + PAGE);
      const { rows, people } = await seenBy(job).read(async ({ ledger }) => ({
        rows: await ledger.rows(page),
        people: Map.groupBy(await ledger.people(page), (person: LedgerPerson) => person.caseId),
      }));
      job.stop.signal.throwIfAborted();
      for (const row of rows) {
        const involved = { row, people: people.get(row.caseId) ?? [] };
        if (written % ROWS_OF_A_SHEET === 0) yield headers;
        written += 1;
        yield columns.map((column) => column.cell(involved));
      }
      job.stop.signal.throwIfAborted();
      job.progress = { state: 'running', done: from + page.length, total: ids.length };
      await setImmediate();
    }
  }

  async function write(job: Job): Promise<File> {
    const { filter, sort, columns: chosen, inFull } = job.query;
    const now = environment.now();
    if (filter.search !== undefined) await store.searchable();
    const { ids, names, mark } = await seenBy(job).read(async (reads) => ({
      ids: await reads.ledger.order({ filter, sort, now }),
      names: await staffNames(reads),
      mark: await watermarkOf(reads, job.caller, { at: now, inFull: inFull !== undefined }),
    }));
    job.stop.signal.throwIfAborted();
    job.progress = { state: 'running', done: 0, total: ids.length };
    const kinds: ReadonlySet<MaskedKind> = inFull ? new Set() : maskedFor('export', []);
    const columns = exportColumns(chosen.filter(isLedgerColumn), { names, now, mark, kinds });
    const stream = writeXlsxStream(rowsOf(job, ids, columns, mark), {
      name: '案件台账',
      columns: columns.map(({ width, numFmt }) => ({ width, numFmt })),
      freezePane: { rows: HEAD_ROWS },
    });
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const part of stream) {
      job.stop.signal.throwIfAborted();
      parts.push(new Uint8Array(part));
    }
    job.stop.signal.throwIfAborted();
    return new File(parts, job.fileName, { type: XLSX });
  }

  async function run(exportId: string, job: Job): Promise<void> {
    try {
      const file = await write(job);
      const { total } = job.progress.state === 'running' ? job.progress : { total: 0 };
      job.file = file;
      job.progress = { state: 'ready', done: total, total, fileName: job.fileName };
    } catch (error) {
      if (!job.stop.signal.aborted) {
        job.failure = error;
        job.progress = {
          state: 'failed',
          message: error instanceof ServiceError ? error.message : '导出没有完成，案件数据没有变动。请再试一次。',
        };
        report(error);
      }
    }
    if (jobs.has(exportId)) dropAfter(exportId, job, KEPT_MS);
  }

  return {
    start(caller, query) {
      requireRight(caller, 'ledger.startExport');
      const unknown = query.columns.filter((id) => !isLedgerColumn(id));
      if (unknown.length > 0) {
        throw new ServiceError('INVALID_INPUT', { fields: { columns: `台账没有这些列：${unknown.join('、')}` } });
      }
      if (query.inFull && !holdsAny(caller, fullExportRoles)) {
        throw new ServiceError('NOT_ALLOWED', { detail: '含完整号码的台账由主任导出。不含的可以直接导出。' });
      }
      makeRoom(caller.staffId);
      const exportId = environment.newId();
      const job: Job = {
        caller,
        query,
        fileName: fileNameAt(environment.now()),
        stop: new AbortController(),
        progress: { state: 'running', done: 0, total: 0 },
        file: null,
        failure: null,
        finished: Promise.resolve(),
        timer: null,
      };
      jobs.set(exportId, job);
      job.finished = run(exportId, job);
      return { exportId };
    },
    progress: (caller, exportId) => own(caller, exportId).progress,
    cancel(caller, exportId) {
      const job = own(caller, exportId);
      job.stop.abort();
      job.file = null;
      job.progress = { state: 'cancelled' };
      return job.progress;
    },
    async file(caller, exportId) {
      requireRight(caller, 'ledger.exportFile');
      const job = own(caller, exportId);
      const { file, progress } = job;
      if (!file || progress.state !== 'ready') {
        const detail = progress.state === 'failed' ? progress.message : '这份导出还没有完成，或者已经取消。';
        throw new ServiceError('NOT_POSSIBLE_NOW', { detail }, { cause: job.failure });
      }
      const { filter, columns, inFull } = job.query;
      // Nothing is ever deleted from the access log: which fields were filtered by, not the names that were looked for.
      const filtered = filteredFields(filter);
      const subject = JSON.stringify({
        fileName: job.fileName,
        rows: progress.total,
        filtered,
        columns,
        inFull: inFull !== undefined,
      });
      await store.write(({ sessions }) =>
        sessions.noteAccess({
          at: environment.now(),
          staffId: caller.staffId,
          kind: 'export',
          subject,
          reason: inFull?.reason ?? null,
        }),
      );
      dropAfter(exportId, job, KEPT_AFTER_DOWNLOAD_MS);
      return file;
    },
    async close() {
      const all = [...jobs];
      for (const [exportId] of all) drop(exportId);
      await Promise.all(all.map(([, job]) => job.finished));
    },
  };
}
