import { errorTable } from '../../contract/errors.ts';
import type { SyncOverview } from '../../contract/sync-page.ts';

/** Thursday 2026-11-26, 16:10 in China. */
export const SYNC_NOW = Date.UTC(2026, 10, 26, 8, 10);

const MINUTE = 60_000;

/** For tests only: a center that has enrolled and whose last round, five minutes ago, was complete. */
export const syncedOverview: SyncOverview = {
  status: 'synced',
  waiting: 0,
  waitingFiles: 0,
  lastCompleteAt: SYNC_NOW - 5 * MINUTE,
  city: { origin: 'https://sync.example.gov.cn', name: '金水区综治中心', feed: '410105', epoch: 'k7f2' },
  station: { stationId: '01934d2e-7c1b-7a50-9d7e-3f7f1c2b8a10', incarnation: 1 },
  outbox: { actions: 0, bytes: 0, oldestAt: null },
  files: { toSend: { files: 0, bytes: 0 }, toFetch: { files: 0, bytes: 0 }, failure: null },
  feeds: [
    { feed: '410105', position: 18_204, head: 18_204 },
    { feed: 'city', position: 312, head: 312 },
  ],
  clockOffset: 3_200,
  failure: null,
  failureCode: null,
  failedAt: null,
  needsConsent: false,
  running: false,
  nextAt: SYNC_NOW + 2 * MINUTE,
  attention: [],
  sessionLeft: 43 * MINUTE,
  versions: {
    own: { protocol: 1, oldestProtocol: 1, schema: 1 },
    city: { protocol: 1, oldestProtocol: 1, schema: 1 },
  },
  rounds: [
    {
      at: SYNC_NOW - 5 * MINUTE,
      outcome: 'complete',
      failure: null,
      pushed: 3,
      pulled: 12,
      sent: 4_620,
      received: 16_500,
      ms: 1_840,
    },
    {
      at: SYNC_NOW - 10 * MINUTE,
      outcome: 'complete',
      failure: null,
      pushed: 0,
      pulled: 0,
      sent: 420,
      received: 900,
      ms: 310,
    },
  ],
};

/** For tests only: twelve actions wait, the oldest since the day before yesterday. */
export const waitingOverview: SyncOverview = {
  ...syncedOverview,
  status: 'waiting',
  waiting: 12,
  outbox: { actions: 12, bytes: 131_000, oldestAt: Date.UTC(2026, 10, 24, 1, 12) },
};

/** For tests only: before the center has enrolled. */
export const notEnrolledOverview: SyncOverview = {
  ...syncedOverview,
  status: 'not_enrolled',
  lastCompleteAt: null,
  city: null,
  feeds: [],
  clockOffset: null,
  nextAt: null,
  sessionLeft: null,
  versions: { ...syncedOverview.versions, city: null },
  rounds: [],
};

/** For tests only: two records of which the city did not take over everything (SYNC-3). */
export const attentionOverview: SyncOverview = {
  ...waitingOverview,
  status: 'attention',
  attention: [
    {
      caseId: '01934d2e-7c1b-7a50-9d7e-3f7f1c2b8a11',
      caseNumber: '金矛调〔2026〕4041',
      record: '案件',
      maySettle: true,
      items: [
        {
          actionId: '01934d2e-7c1b-7a50-9d7e-3f7f1c2b8b01',
          action: '申请延期',
          doneAt: Date.UTC(2026, 10, 26, 2, 31),
          actor: '程敏',
          reason: 'not_possible',
          text: '按市里的记录，当时的情况不能这样办',
          detail: '这件案子已经达成协议，不能再延期。',
          held: false,
        },
        {
          actionId: '01934d2e-7c1b-7a50-9d7e-3f7f1c2b8b02',
          action: '督办',
          doneAt: Date.UTC(2026, 10, 26, 2, 40),
          actor: '陈静',
          reason: 'behind',
          text: '前面一步没有被采纳，这一步跟着等它',
          detail: null,
          held: true,
        },
      ],
    },
    {
      caseId: null,
      caseNumber: null,
      record: '中心设置',
      maySettle: true,
      items: [
        {
          actionId: '01934d2e-7c1b-7a50-9d7e-3f7f1c2b8b03',
          action: '改设置',
          doneAt: Date.UTC(2026, 10, 25, 9, 2),
          actor: null,
          reason: 'stale',
          text: '别处先改了这条记录，这一步是按旧情况办的',
          detail: null,
          held: false,
        },
      ],
    },
  ],
};

/** For tests only: what a round says that could not reach the city. */
export const OFFLINE = '连不上市平台，会自动再试。数据都在本机。';

/** For tests only: the city does not answer. */
export const failedOverview: SyncOverview = {
  ...waitingOverview,
  status: 'failed',
  failure: OFFLINE,
  failureCode: 'UNREACHABLE',
  failedAt: SYNC_NOW - MINUTE,
  rounds: [
    {
      at: SYNC_NOW - MINUTE,
      outcome: 'failed',
      failure: OFFLINE,
      pushed: 0,
      pulled: 0,
      sent: 0,
      received: 0,
      ms: 30_020,
    },
    ...syncedOverview.rounds,
  ],
};

/** For tests only: only a new code goes on (SYNC-14). */
export const branchedOverview: SyncOverview = {
  ...failedOverview,
  failure: errorTable.CHAIN_BROKEN.message,
  failureCode: 'CHAIN_BROKEN',
};

/** For tests only: a pull has halted, because it would take away much (SYNC-12). */
export const haltedOverview: SyncOverview = {
  ...syncedOverview,
  status: 'halted',
  failure: '这次下行会减少本中心的大量在办案件，已经停住。请主任核对后再继续。',
  failureCode: 'HALTED',
  failedAt: SYNC_NOW - MINUTE,
  needsConsent: true,
  rounds: [
    {
      at: SYNC_NOW - MINUTE,
      outcome: 'halted',
      failure: '这次下行会减少本中心的大量在办案件，已经停住。请主任核对后再继续。',
      pushed: 2,
      pulled: 0,
      sent: 3_220,
      received: 900,
      ms: 900,
    },
    ...syncedOverview.rounds,
  ],
};
