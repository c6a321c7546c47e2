import { parentPort, workerData } from 'node:worker_threads';
import { backupFailureWords } from './failure-words.ts';
import { type BackupJob, makeBackup } from './make-backup.ts';
import type { WorkerAnswer } from './run-apart.ts';

/** Makes one backup in a thread of its own: copying and checking a large store takes seconds, and no desk waits for it. */
async function answer(job: BackupJob): Promise<WorkerAnswer> {
  try {
    return { made: await makeBackup(job) };
  } catch (error) {
    const told = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const details = error instanceof Error && 'details' in error ? String(error.details) : '';
    return { words: backupFailureWords(error), details: `${told} ${details}`.trim() };
  }
}

parentPort?.postMessage(await answer(workerData));
