import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { ExportProgress, LedgerFilter, LedgerSort } from '../../contract/ledger.ts';
import { type ApiError, toApiError } from '../api/errors.ts';

export type ExportState =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly done: number; readonly total: number }
  | { readonly state: 'saved'; readonly fileName: string; readonly rows: number }
  | { readonly state: 'failed'; readonly error: ApiError | string };

export interface ExportQuery {
  readonly filter: LedgerFilter;
  readonly sort: LedgerSort;
  readonly columns: readonly string[];
  readonly inFull?: { readonly reason: string };
}

/** What an export needs of the world. */
export interface ExportParts {
  readonly start: (query: ExportQuery) => Promise<{ readonly exportId: string }>;
  readonly progress: (exportId: string) => Promise<ExportProgress>;
  readonly cancel: (exportId: string) => Promise<unknown>;
  readonly file: (exportId: string) => Promise<File>;
  readonly save: (file: File) => void;
  readonly wait: () => Promise<void>;
}

interface ExportJob {
  readonly job: ExportState;
  /** One at a time; a second start while one runs does nothing. Resolves when it has ended, one way or another. */
  readonly start: (query: ExportQuery) => Promise<void>;
  readonly cancel: () => void;
  /** Takes the note about the last one away. */
  readonly dismiss: () => void;
}

/** An export that goes on while the person works elsewhere in the app. */
export function createExportJob(parts: ExportParts): UseBoundStore<StoreApi<ExportJob>> {
  let cancelled = false;

  return create<ExportJob>()((set, get) => {
    async function run(query: ExportQuery): Promise<ExportState> {
      const { exportId } = await parts.start(query);
      for (;;) {
        if (cancelled) {
          await parts.cancel(exportId);
          return { state: 'none' };
        }
        const progress = await parts.progress(exportId);
        switch (progress.state) {
          case 'running':
            set({ job: progress });
            await parts.wait();
            break;
          case 'cancelled':
            return { state: 'none' };
          case 'failed':
            return { state: 'failed', error: progress.message };
          case 'ready': {
            parts.save(await parts.file(exportId));
            return { state: 'saved', fileName: progress.fileName, rows: progress.total };
          }
        }
      }
    }

    return {
      job: { state: 'none' },
      async start(query) {
        if (get().job.state === 'running') return;
        cancelled = false;
        set({ job: { state: 'running', done: 0, total: 0 } });
        const ended = await run(query).catch(
          (error: unknown): ExportState => ({ state: 'failed', error: toApiError(error) }),
        );
        set({ job: ended });
      },
      cancel: () => {
        cancelled = true;
      },
      dismiss: () => {
        if (get().job.state !== 'running') set({ job: { state: 'none' } });
      },
    };
  });
}
