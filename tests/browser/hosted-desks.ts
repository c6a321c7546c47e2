import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Desk, signIn } from './desk.ts';
import { DESK_PASSWORD, type HostedDesk, type HostOptions, hostDesk } from './desk-host.ts';
import { seatsAt, there } from './seats.ts';

export interface HostedDesks {
  readonly host: HostedDesk;
  /** Opens the page (`/#/ledger`) at a desk of its own, which closes after the test. Nobody has signed in. */
  sit(path?: string): Promise<Desk>;
  /** The same, and this account of the test desk has signed in. */
  sitAs(account: string, path?: string): Promise<Desk>;
  /** The same desk for all tests of the file; to be called in `beforeEach`. */
  stayAs(account: string): Promise<Desk>;
}

export interface HostedOptions extends HostOptions {
  /** A store for each test, or one for all tests of the file. */
  readonly per?: 'test' | 'file';
  /** The tests look themselves at what was logged, because they provoke it. */
  readonly provoked?: boolean;
}

/** The center's HTTP host in this process, so that a test may move its clock and write beside the browser. */
export function hostedDesks({ per = 'test', provoked = false, ...options }: HostedOptions = {}): HostedDesks {
  let host: HostedDesk | undefined;
  const { sit, keep, leave } = seatsAt(() => there(host).origin);
  const begin = async (): Promise<void> => {
    host = await hostDesk(options);
  };
  if (per === 'file') {
    beforeAll(begin);
    afterAll(() => host?.stop());
  } else {
    beforeEach(begin);
  }
  afterEach(async (context) => {
    try {
      await leave(context);
    } finally {
      if (per === 'test') await host?.stop();
    }
    if (!provoked) expect(host?.logged).toEqual([]);
  });
  const sitAs = async (account: string, path?: string): Promise<Desk> => {
    const desk = await sit(path);
    await signIn(desk.page, account, DESK_PASSWORD);
    return desk;
  };
  let staying: Desk | undefined;
  return {
    sit,
    sitAs,
    async stayAs(account) {
      if (!staying) {
        staying = await sitAs(account);
        keep(staying);
      }
      return staying;
    },
    get host() {
      return there(host);
    },
  };
}
