import { statfs } from 'node:fs/promises';
import { arch, cpus, freemem, platform, release, totalmem, uptime } from 'node:os';
import { strToU8, zipSync } from 'fflate';
import type { HistoryState } from '../../contract/audit.ts';
import type { StoreHealth } from '../../db/health.ts';
import type { LineSettings } from '../../domain/sync/line.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { requireRight } from '../../services/access/rights.ts';
import { noteUse } from '../../services/audit/note.ts';
import type { Caller } from '../../services/dependencies.ts';
import type { StationReads, StationStore } from '../../services/ports.ts';
import { type SyncHostState, syncCorner } from '../../services/sync/sync-page.ts';
import { readAuthorities } from '../line/authorities.ts';
import { failureWords } from './failure-words.ts';
import { manifest } from './manifest.ts';
import { redactedJson, redactedLine } from './redact.ts';

export interface DiagnosisParts {
  readonly dataDir: string;
  readonly version: string;
  readonly store: StationStore & { health(): Promise<StoreHealth> };
  readonly now: () => number;
  readonly logLines: () => readonly string[];
  readonly sync: () => SyncHostState;
  readonly line: () => LineSettings;
  readonly history: () => HistoryState;
}

/**
 * The bundle that IT hands to whoever looks for a fault: how machine, store, line and sync are, and nothing of a case or a
 * person. Each file says only what is named here; a second net then goes over all of them. Who made it, and when, is noted.
 * @throws ServiceError NOT_ALLOWED; as noteUse
 */
export function createDiagnosis(parts: DiagnosisParts): (caller: Caller) => Promise<File> {
  return async (caller) => {
    requireRight(caller, 'sync.diagnosis');
    const at = parts.now();
    const names = await parts.store.read(async ({ directory }) => (await directory.allStaff()).map(({ name }) => name));
    const asText = (value: unknown): string => `${redactedJson(value, names, 2)}\n`;
    const lines = parts.logLines().flatMap((line) => redactedLine(line, names) ?? []);
    const files: Readonly<Record<string, string>> = {
      '说明.txt': manifest({ at, version: parts.version }),
      'system.json': asText(await system(parts)),
      'settings.json': asText(settings(parts)),
      'sync.json': asText(await syncFacts(parts)),
      'rounds.json': asText(rounds(parts.sync())),
      'store.json': asText(await parts.store.health()),
      'history.json': asText(historyFacts(parts.history())),
      'log.jsonl': `${lines.join('\n')}\n`,
    };
    const zip = zipSync(Object.fromEntries(Object.entries(files).map(([file, text]) => [file, strToU8(text)])));
    const name = `诊断包-${formatInstant(at).replaceAll(/[^\d]/g, '')}.zip`;
    await noteUse(parts.store, at, caller, { kind: 'diagnosis_made', subject: name });
    return new File([new Uint8Array(zip)], name, { type: 'application/zip' });
  };
}

async function system({ dataDir, version, now }: DiagnosisParts) {
  const { bavail, blocks, bsize } = await statfs(dataDir);
  return {
    program: version,
    node: process.versions.node,
    electron: process.versions.electron ?? null,
    openssl: process.versions.openssl,
    system: { platform: platform(), release: release(), arch: arch() },
    processors: { count: cpus().length, model: cpus()[0]?.model ?? null },
    memory: { totalBytes: totalmem(), freeBytes: freemem(), processBytes: process.memoryUsage().rss },
    upSeconds: { machine: Math.round(uptime()), process: Math.round(process.uptime()) },
    disk: { freeBytes: bavail * bsize, totalBytes: blocks * bsize },
    clock: { now: now(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
  };
}

/** Counts alone: the findings themselves are the auditor's. */
function historyFacts({ running, last, failure }: HistoryState) {
  const { findings: _, ...counts } = last ?? { findings: [] };
  return { running: running !== null, last: last === null ? null : counts, failure };
}

function settings({ line, sync }: DiagnosisParts) {
  const { proxy, authorities, limitKib, periodMinutes } = line();
  const { city } = sync();
  return {
    line: {
      proxy: proxy && { address: proxy.address, hasUser: proxy.user !== '', hasPassword: proxy.password !== '' },
      authorities: readAuthorities(authorities),
      limitKib,
      periodMinutes,
    },
    city: city && { origin: city.origin, feed: city.feed },
  };
}

async function syncFacts({ store, sync }: DiagnosisParts) {
  const host = sync();
  const corner = await syncCorner(store, host);
  return store.read(async (reads) => ({
    ...corner,
    running: host.running,
    nextAt: host.nextAt,
    needsConsent: host.needsConsent,
    sessionLeft: host.sessionLeft,
    versions: host.versions,
    station: await reads.log.station(),
    head: (await reads.log.head()).sequence,
    outbox: await reads.sync.waiting(),
    cursors: await reads.sync.cursors(),
    ...(await stateOf(reads)),
    setAside: await setAside(reads),
  }));
}

async function stateOf({ sync }: StationReads) {
  const { epoch, failure, failedAt, clockOffset } = await sync.state();
  return { epoch, failure: failureWords(failure), failedAt, clockOffset };
}

/** How many of each kind wait for somebody, by code: neither which record nor what was said. */
async function setAside({ sync }: StationReads) {
  const counts = new Map<string, number>();
  for (const { streamKind, actions } of await sync.needsAttention()) {
    for (const { type, verdict, reason } of actions) {
      const key = [streamKind, type, verdict, reason ?? 'none'].join(' ');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return Object.fromEntries(counts);
}

const rounds = ({ rounds: all }: SyncHostState) =>
  all.map(({ failure, ...round }) => ({ ...round, when: formatInstant(round.at), failure: failureWords(failure) }));
