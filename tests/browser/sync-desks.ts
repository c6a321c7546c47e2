import type { Page } from 'playwright-core';
import { beforeAll, beforeEach } from 'vitest';
import type { SyncOverview } from '../../contract/sync-page.ts';
import { SYNC_NOW } from '../../renderer/sync/testing.ts';
import { registerStaff } from '../../services/directory/staff.ts';
import { ownPasswords } from '../support/own-passwords.ts';
import { DESK_PASSWORD } from './desk-host.ts';
import { type HostedDesks, hostedDesks } from './hosted-desks.ts';
import { type SyncStandIn, syncStandIn } from './sync-stand-in.ts';

/** IT and nothing else. Of the test desk's accounts chenjing is a manager, chengmin a clerk. */
export const IT_ACCOUNT = 'lihang';

export interface SyncDesks {
  readonly city: SyncStandIn;
  readonly center: HostedDesks;
  /** Signs in and opens 数据同步, where it stands so. */
  open(account: string, says: SyncOverview): Promise<Page>;
}

export const statement = (page: Page) => page.locator('.sync-say-title');
export const corner = (page: Page) => page.locator('.header-sync');

/** Desks of a center whose sync is stood in for; it is 16:10 of 2026-11-26 at the start of each test. */
export function syncDesks(): SyncDesks {
  const city = syncStandIn();
  const center = hostedDesks({ per: 'file', sync: () => city });
  beforeAll(async () => {
    const { desk } = center.host;
    const person = { account: IT_ACCOUNT, name: '李航', phone: null, password: DESK_PASSWORD };
    await registerStaff(desk, desk.it, { ...person, actionId: desk.environment.newId(), roles: ['it'] });
    await ownPasswords(desk.store);
  });
  beforeEach(() => {
    city.reset();
    center.host.desk.clock.now = SYNC_NOW;
  });
  return {
    city,
    center,
    async open(account, says) {
      city.says = says;
      const { page } = await center.sitAs(account, '/#/sync');
      await statement(page).waitFor();
      return page;
    },
  };
}
