import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { openConnection, UNENCRYPTED } from '../../db/connection.ts';
import { benchCenter, benchKey, signedInContext } from './center.ts';
import { registrations } from './desk.ts';
import { pages } from './ledger.ts';
import type { Metrics, Threshold } from './report.ts';
import { interleaved, median } from './statistics.ts';

export const cryptoThresholds: readonly Threshold[] = [
  { metric: 'register_ratio', atMost: 1.15 },
  { metric: 'page_ratio', atMost: 1.15 },
  { metric: 'search_ratio', atMost: 1.15 },
];

/** Registrations, pages and searches of each side before anything is measured: compiler and caches then know the way. */
const WARM_UP = 300;

/** As people search: names of two characters, some of them nobody's. */
const NAMES = [
  '张伟',
  '王芳',
  '李娜',
  '刘洋',
  '陈静',
  '杨敏',
  '赵强',
  '黄丽',
  '周杰',
  '吴敏',
  '徐磊',
  '孙艳',
  '欧阳',
  '司徒',
];

export interface CryptoOptions {
  readonly cases: number;
  readonly rounds: number;
  /** Calls of each side in a round. */
  readonly count: number;
  readonly warmUp?: number;
  readonly say: (line: string) => void;
}

/** What the encryption of the store costs: the same calls on the same cases, with it and without, in turns. */
export async function cryptoBench({ cases, rounds, count, warmUp = WARM_UP, say }: CryptoOptions): Promise<Metrics> {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-bench-'));
  const [withKey, without] = [join(folder, 'encrypted'), join(folder, 'plain')];
  try {
    await (await benchCenter({ rows: cases, keep: withKey, say })).close();
    copyWithoutKey(withKey, without);
    const encrypted = await sideOf(cases, { keep: withKey }, say);
    try {
      const plain = await sideOf(cases, { keep: without, key: UNENCRYPTED }, say);
      try {
        return { cases, ...(await compared(encrypted.calls, plain.calls, { rounds, count, warmUp })) };
      } finally {
        await plain.close();
      }
    } finally {
      await encrypted.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Calls = Awaited<ReturnType<typeof sideOf>>['calls'];

async function compared(
  encrypted: Calls,
  plain: Calls,
  { rounds, count, warmUp }: { readonly rounds: number; readonly count: number; readonly warmUp: number },
): Promise<Metrics> {
  const metrics: Record<string, number> = {};
  // Registering last: before, both sides hold the very same cases.
  for (const kind of ['page', 'search', 'register'] as const) {
    const [own, bare] = [encrypted[kind], plain[kind]];
    for (let turn = 0; turn < warmUp; turn += 1) {
      await own(turn);
      await bare(turn);
    }
    const medians = await interleaved({ own, bare }, { rounds, count, of: median });
    metrics[`${kind}_encrypted_ms`] = median(medians.own);
    metrics[`${kind}_plain_ms`] = median(medians.bare);
    // Of each round, so that weather which comes and goes meets both sides of a ratio.
    metrics[`${kind}_ratio`] = median(medians.own.map((value, round) => value / (medians.bare[round] ?? Number.NaN)));
  }
  return metrics;
}

/** The very same pages in the same order, packed anew, so that nothing but the encryption is between the sides. */
function copyWithoutKey(from: string, to: string): void {
  const path = join(from, 'center.db');
  const store = openConnection({ path, key: benchKey, readonly: false, cacheMiB: 16 });
  store.client.exec('VACUUM');
  store.client.pragma('wal_checkpoint(TRUNCATE)');
  store.close();
  mkdirSync(to, { recursive: true });
  const copy = join(to, 'center.db');
  copyFileSync(path, copy);
  const plain = openConnection({ path: copy, key: benchKey, readonly: false, cacheMiB: 16 });
  plain.client.pragma('journal_mode = DELETE');
  plain.client.pragma("rekey = ''");
  plain.close();
}

/** A center with its calls, in a store of its own. */
async function sideOf(
  cases: number,
  store: { readonly keep: string; readonly key?: Uint8Array },
  say: CryptoOptions['say'],
) {
  const center = await benchCenter({ rows: cases, say, ...store });
  const api = createRouterClient(center.api.router, { context: await signedInContext(center) });
  const register = registrations(center);
  const blocks = pages(cases);
  const block = (index: number) => blocks[index % blocks.length] ?? blocks[0];
  return {
    calls: {
      register: (_: number) => api.cases.register(register()),
      page: (index: number) => api.ledger.page(block(index) as (typeof blocks)[number]),
      search: (index: number) =>
        api.ledger.page({
          filter: { search: NAMES[index % NAMES.length] ?? '' },
          sort: { column: 'registeredAt', direction: 'desc' },
          startRow: 0,
          endRow: 100,
          withTotals: false,
        }),
    },
    close: () => center.close(),
  };
}
