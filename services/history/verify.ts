import { setImmediate } from 'node:timers/promises';
import type { Finding } from '../../domain/history/findings.ts';

/** Findings that are kept; of a log that was rewritten as a whole, more say nothing more. */
const MOST_FINDINGS = 200;

export type VerifiedPart = 'recent' | 'all';

/** What was verified, how far, and what was found (LOG-12). */
export interface Verification {
  readonly part: VerifiedPart;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Somebody stopped it: what comes behind was not looked at. */
  readonly cancelled: boolean;
  /** How many of each were looked at. */
  readonly actions: number;
  readonly entries: number;
  readonly rows: number;
  readonly files: number;
  readonly receipts: number;
  /** All that there were, of which the first are named. */
  readonly found: number;
  readonly findings: readonly Finding[];
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Why a verification ended early. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** Counts what was looked at, keeps what was found, and lets others work in between. */
export class Walk {
  readonly findings: Finding[] = [];
  found = 0;
  readonly looked = { actions: 0, entries: 0, rows: 0, files: 0, receipts: 0 };
  readonly #signal: AbortSignal | undefined;
  readonly #onProgress: (progress: Progress) => void;
  total = 0;

  constructor(signal: AbortSignal | undefined, onProgress: (progress: Progress) => void = () => undefined) {
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  note(findings: readonly Finding[]): void {
    this.found += findings.length;
    this.findings.push(...findings.slice(0, MOST_FINDINGS - this.findings.length));
  }

  /** @throws Cancelled where somebody has stopped it. */
  async step(): Promise<void> {
    const { actions, entries, files } = this.looked;
    this.#onProgress({ done: actions + entries + files, total: this.total });
    await setImmediate();
    if (this.#signal?.aborted) throw new Cancelled();
  }
}
