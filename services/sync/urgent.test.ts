import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { registerCase } from '../cases/register.ts';
import { appendNext } from '../testing/store-fixture.ts';
import { createUrgentRounds, noticing, type UrgentRounds } from './urgent.ts';

describe('the store tells what was done', () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await openTestDesk();
  });
  afterEach(() => desk.store.remove());

  test('once it is committed, and nothing of what was rolled back', async () => {
    const told: string[][] = [];
    const store = noticing(desk.store, (types) => void told.push([...types]));
    await registerCase({ ...desk, store }, desk.clerk, desk.newRegistration());
    expect(told).toEqual([['case.registered']]);
    await expect(
      store.write(async (writes) => {
        await appendNext(writes, { id: desk.environment.newId(), streamId: desk.environment.newId() });
        throw new Error('rolled back');
      }),
    ).rejects.toThrow();
    await store.write(({ sync }) => sync.noteClock(5));
    expect(told).toHaveLength(1);
  });
});

describe('rounds after urgent actions', () => {
  let rounds: number;
  let failures: number;
  let enrolled: boolean;
  let urgent: UrgentRounds;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    [rounds, failures, enrolled] = [0, 0, true];
    const worker = {
      syncNow: async () => {
        rounds += 1;
        return { outcome: 'complete', failure: null, failureCode: null, pushed: 0, pulled: 0 } as const;
      },
      state: () => ({ running: false, nextAt: null, failures }),
    };
    urgent = createUrgentRounds(() => (enrolled ? worker : null));
  });
  afterEach(() => {
    urgent.close();
    vi.useRealTimers();
  });

  test.each(['agreement.signed', 'agreement.reached_oral', 'handover.offered', 'mediation.extended', 'log.erased'])(
    '%s brings one within seconds',
    async (type) => {
      urgent.noticed(['case.noted', type]);
      expect(rounds).toBe(0);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(rounds).toBe(1);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(rounds).toBe(1);
    },
  );

  test.each(['case.registered', 'case.noted', 'staff.registered', 'mediation.session_held'])(
    '%s does not',
    async (type) => {
      urgent.noticed([type]);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(rounds).toBe(0);
    },
  );

  test('what follows in the same breath goes with it, and a stream of them waits no longer than ten seconds', async () => {
    for (let at = 0; at < 12; at += 1) {
      urgent.noticed(['agreement.signed']);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(rounds).toBe(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(rounds).toBe(2);
  });

  test('while the city cannot be reached the next try keeps its time, and before enrolment there is none', async () => {
    failures = 3;
    urgent.noticed(['agreement.signed']);
    await vi.advanceTimersByTimeAsync(60_000);
    [failures, enrolled] = [0, false];
    urgent.noticed(['agreement.signed']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rounds).toBe(0);
  });
});
