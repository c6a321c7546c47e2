import type { Page } from 'playwright-core';
import type { SyncOverview } from '../../contract/sync-page.ts';
import { attentionOverview, OFFLINE, SYNC_NOW } from '../../renderer/sync/testing.ts';
import { settlePage } from './at-work.ts';

const MINUTE = 60_000;

/** A morning's rounds, with the line down for half an hour. */
const rounds: SyncOverview['rounds'] = [
  {
    at: SYNC_NOW - 5 * MINUTE,
    outcome: 'complete',
    failure: null,
    pushed: 62,
    pulled: 31,
    sent: 87_220,
    received: 41_200,
    ms: 4_200,
  },
  {
    at: SYNC_NOW - 19 * MINUTE,
    outcome: 'failed',
    failure: OFFLINE,
    pushed: 0,
    pulled: 0,
    sent: 0,
    received: 0,
    ms: 30_020,
  },
  {
    at: SYNC_NOW - 33 * MINUTE,
    outcome: 'failed',
    failure: OFFLINE,
    pushed: 8,
    pulled: 0,
    sent: 11_620,
    received: 900,
    ms: 31_400,
  },
  {
    at: SYNC_NOW - 38 * MINUTE,
    outcome: 'complete',
    failure: null,
    pushed: 3,
    pulled: 12,
    sent: 4_620,
    received: 16_500,
    ms: 1_840,
  },
  {
    at: SYNC_NOW - 43 * MINUTE,
    outcome: 'complete',
    failure: null,
    pushed: 0,
    pulled: 0,
    sent: 420,
    received: 900,
    ms: 310,
  },
];

const shift = (instant: number | null, by: number) => (instant === null ? null : instant + by);

/** The same, as if it were now. */
function movedTo(now: number, overview: SyncOverview): SyncOverview {
  const by = now - SYNC_NOW;
  return {
    ...overview,
    lastCompleteAt: shift(overview.lastCompleteAt, by),
    nextAt: shift(overview.nextAt, by),
    outbox: { ...overview.outbox, oldestAt: shift(overview.outbox.oldestAt, by) },
    rounds: overview.rounds.map((round) => ({ ...round, at: round.at + by })),
    attention: overview.attention.map((group) => ({
      ...group,
      items: group.items.map((item) => ({ ...item, doneAt: item.doneAt + by })),
    })),
  };
}

/** A city that did not take over everything: the sample's center has none, so its two answers are stood in for. */
export async function syncAtWork(page: Page): Promise<void> {
  const overview = movedTo(Date.now(), { ...attentionOverview, rounds });
  const { status, waiting, waitingFiles, lastCompleteAt } = overview;
  await page.route('**/rpc/sync/overview', (route) => route.fulfill({ json: { json: overview } }));
  await page.route('**/rpc/sync/corner', (route) =>
    route.fulfill({ json: { json: { status, waiting, waitingFiles, lastCompleteAt } } }),
  );
  await page.locator('.sync-attention-row').first().waitFor();
  await settlePage(page);
}
