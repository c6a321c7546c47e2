import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const MAX_LOG_BYTES = 1024 * 1024;

/** Writes one line about what the shell did or what went wrong. */
export type Log = (message: string) => void;

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
}

/**
 * A log of lines in `file`, kept under 1 MiB with one older file beside it, and on standard error. A log that cannot
 * be written (full disk, read-only folder) must not stop the work: that is said on standard error.
 */
export function createLog(file: string, now: () => Date = () => new Date()): Log {
  return (message) => {
    const line = `${now().toISOString()} ${message}\n`;
    process.stderr.write(line);
    try {
      mkdirSync(dirname(file), { recursive: true });
      rotate(file);
      appendFileSync(file, line, { mode: 0o600 });
    } catch (error) {
      process.stderr.write(`log file not written: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  };
}
