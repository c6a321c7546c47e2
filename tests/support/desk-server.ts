import type { Desks } from '../../services/api/desks.ts';
import { createRouter } from '../../services/api/router.ts';
import { openTestDesk, type TestDesk } from './desk.ts';
import { noBackups } from './no-backups.ts';
import { noHistory } from './no-history.ts';
import { noKeys } from './no-keys.ts';
import { noMoving } from './no-moving.ts';
import { noScans } from './no-scans.ts';
import { noSync } from './no-sync.ts';

const noDesks: Desks = {
  lan: () => Promise.reject(new Error('no LAN in this test')),
  setLan: () => Promise.reject(new Error('no LAN in this test')),
};

/** For tests only: the API of a test desk, and the errors that it logged. */
export async function openTestApi(): Promise<{
  desk: TestDesk;
  api: ReturnType<typeof createRouter>;
  logged: unknown[];
}> {
  const desk = await openTestDesk();
  const logged: unknown[] = [];
  const logger = { error: (entry: unknown) => void logged.push(entry) };
  return {
    desk,
    logged,
    api: createRouter({
      dependencies: desk,
      written: desk.store,
      desks: noDesks,
      sync: noSync(desk.store),
      scans: noScans,
      history: noHistory,
      keys: noKeys,
      backups: noBackups,
      moving: noMoving,
      logger,
      version: '0.0.0',
    }),
  };
}
