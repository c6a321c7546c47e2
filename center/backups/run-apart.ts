import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { BackupJob, MadeBackup } from './make-backup.ts';

export type WorkerAnswer = { readonly made: MadeBackup } | { readonly words: string; readonly details: string };

/** No backup came about; the message is in Chinese and may be shown, `details` is for the log. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
  readonly details: string;
  constructor(words: string, details: string) {
    super(words);
    this.details = details;
  }
}

/** Beside the source, or bundled into `out/main/`. */
function workerFile(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const bundled = `${join('out', 'main')}`;
  const at = here.lastIndexOf(bundled);
  return at < 0 ? join(here, 'backup-worker.ts') : join(here.slice(0, at), bundled, 'backup-worker.js');
}

export interface RunningBackup {
  readonly done: Promise<MadeBackup>;
  /** Ends it wherever it is; the next one sweeps what it left. */
  stop(): Promise<void>;
}

/** Makes a backup in a thread of its own. `done` is rejected with BackupRefused. */
export function runApart(job: BackupJob): RunningBackup {
  const worker = new Worker(workerFile(), { workerData: job });
  const done = (async () => {
    const ended = once(worker, 'exit').then(() => ({ words: '备份被打断了，程序会再试。', details: 'worker ended' }));
    const said = once(worker, 'message').then(([answer]) => answer as WorkerAnswer);
    const answer: WorkerAnswer = await Promise.race([said, ended]);
    if ('made' in answer) return answer.made;
    throw new BackupRefused(answer.words, answer.details);
  })();
  return {
    done,
    async stop() {
      await worker.terminate();
      await done.catch(() => undefined);
    },
  };
}
