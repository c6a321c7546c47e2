import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { HistoryState } from '../contract/audit.ts';
import { findingWords } from '../domain/history/findings.ts';
import type { HistoryHost } from '../services/api/history-host.ts';
import { auditEntries, exportAudit } from '../services/audit/entries.ts';
import type { Environment } from '../services/environment.ts';
import type { FileBytes } from '../services/files/bytes.ts';
import type { Told } from '../services/history/anchors.ts';
import { isSignedByCity } from '../services/history/city-signature.ts';
import type { Progress, Verification, VerifiedPart } from '../services/history/verify.ts';
import { verifyStation } from '../services/history/verify-station.ts';
import type { StationStore } from '../services/ports.ts';

/** How long after the start the newest part is verified, in ms: whoever signs in first is not to wait for it. */
const AFTER_START_MS = 15_000;
/** Findings that pages show. */
const MOST_SHOWN = 50;
const BROKE_OFF = '历史校验中断了，详情在程序日志里。请再校验一次，仍不行时联系系统管理员。';

export interface HistoryHostParts {
  readonly store: StationStore;
  readonly environment: Pick<Environment, 'now' | 'suite'>;
  readonly fileBytes: Pick<FileBytes, 'read'>;
  readonly logger: Pick<Logger, 'error' | 'warn'>;
  /** Of the city, SPKI in base64; null before the center has enrolled. */
  readonly serverKeys: () => readonly string[] | null;
  /** What the city said of anchors last (LOG-13). */
  readonly told: () => Told | null;
}

export interface RunningHistoryHost extends HistoryHost {
  /** Verifies the newest part, a while after the start. */
  start(): void;
  close(): Promise<void>;
}

/** Verifies this center's history beside the desks' work, and keeps what was found last. */
export function createHistoryHost(parts: HistoryHostParts): RunningHistoryHost {
  const { store, environment, fileBytes, logger, serverKeys, told } = parts;
  const closing = new AbortController();
  let running: { progress: Progress; readonly stop: AbortController; readonly done: Promise<void> } | null = null;
  let last: HistoryState['last'] = null;
  let failure: string | null = null;

  const state = (): HistoryState => ({ running: running?.progress ?? null, last, failure });

  async function run(part: VerifiedPart, signal: AbortSignal): Promise<void> {
    const keys = serverKeys();
    const known = told();
    try {
      const verified = await verifyStation(
        {
          store,
          environment,
          fileBytes,
          isSigned: ({ signature, ordinal: _, newestDeviceTime: _n, ...receipt }) =>
            keys ? isSignedByCity(keys, receipt, signature) : null,
        },
        {
          part,
          signal,
          told: known,
          onProgress: (progress) => {
            if (running) running.progress = progress;
          },
        },
      );
      failure = null;
      last = shown(verified, known !== null);
      if (verified.found > 0) logger.warn({ found: verified.found, part }, 'the history has findings');
    } catch (error) {
      failure = BROKE_OFF;
      logger.error({ error, part }, 'verifying the history broke off');
    }
  }

  function begin(part: VerifiedPart): HistoryState {
    if (running === null) {
      const stop = new AbortController();
      const done = run(part, AbortSignal.any([stop.signal, closing.signal])).finally(() => {
        running = null;
      });
      running = { progress: { done: 0, total: 0 }, stop, done };
    }
    return state();
  }

  return {
    entries: (input) => auditEntries(store, input),
    exported: (caller, filter) => exportAudit(store, environment, caller, filter),
    state,
    verify: () => begin('all'),
    stopVerifying() {
      running?.stop.abort();
      return state();
    },
    start() {
      setTimeout(AFTER_START_MS, undefined, { signal: closing.signal, ref: false }).then(
        () => begin('recent'),
        // Closed before it came to that.
        () => undefined,
      );
    },
    async close() {
      closing.abort();
      await running?.done;
    },
  };
}

function shown({ startedAt: _, findings, ...looked }: Verification, withCity: boolean): HistoryState['last'] {
  return { ...looked, findings: findings.slice(0, MOST_SHOWN).map(findingWords), withCity };
}
