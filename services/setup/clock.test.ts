import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { registerCase } from '../cases/register.ts';
import { centerStatus } from './set-up.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.store.remove());

const suspect = async (change: Partial<TestDesk['environment']> = {}): Promise<boolean> => {
  const environment = { ...desk.environment, ...change };
  return (await centerStatus({ ...desk, environment }, { version: '0.0.0', replacing: false, hosted: false }))
    .clockSuspect;
};

describe('the clock', () => {
  test('that goes on is not suspect, nor one that was corrected by minutes (LOG-10)', async () => {
    expect(await suspect()).toBe(false);
    desk.clock.now += DAY_MS;
    await desk.register();
    desk.clock.now -= 5 * 60 * 1000;
    expect(await suspect()).toBe(false);
  });

  test('that was set back stays suspect, however much is done by it (LOG-10)', async () => {
    desk.clock.now -= 400 * DAY_MS;
    expect(await suspect()).toBe(true);
    const { caseId } = await desk.register();
    await desk.act(desk.clerk, caseId, 'case.accepted');
    expect(await suspect()).toBe(true);
    desk.clock.now += 400 * DAY_MS;
    expect(await suspect()).toBe(false);
  });

  test('that stands before the program was made is suspect in an empty log too (LOG-10)', async () => {
    expect(await suspect({ builtAt: desk.clock.now + DAY_MS })).toBe(true);
    expect(await suspect({ builtAt: desk.clock.now - DAY_MS })).toBe(false);
  });
});

describe('where the clock is slow, a date that a person confirmed is taken (LOG-10, SYNC-7)', () => {
  test('for a registration, whose number is of that year', async () => {
    const input = { ...desk.newRegistration({ occurredOn: '2026-11-22' }), receivedOn: '2026-11-23' };
    desk.clock.now -= 400 * DAY_MS;
    const { caseNumber } = await registerCase(desk, desk.clerk, input);
    expect(caseNumber).toMatch(/〔2026〕/);
  });

  test('for what is done with a case, and what no clock is needed for is still refused', async () => {
    const { caseId } = await desk.register();
    await desk.act(desk.clerk, caseId, 'case.accepted');
    const told = { reason: '谈不拢', routesTold: ['court'], toldOn: '2026-11-24' };
    await expect(desk.act(desk.clerk, caseId, 'mediation.terminated', told)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { fields: { toldOn: expect.stringContaining('今天之后') } },
    });
    desk.clock.now -= 400 * DAY_MS;
    await expect(desk.act(desk.manager, caseId, 'mediation.terminated', told)).resolves.toMatchObject({
      state: { status: 'terminated' },
    });
    const nowhere = desk.newRegistration({ place: { code: '999999999999' } });
    await expect(registerCase(desk, desk.clerk, nowhere)).rejects.toMatchObject({
      data: { fields: { 'place.code': expect.anything() } },
    });
  });
});
