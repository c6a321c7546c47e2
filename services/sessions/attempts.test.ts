import { expect, test } from 'vitest';
import { createSignInAttempts, type SignInAttempts } from './attempts.ts';
import type { SignInFailures } from './port.ts';

const never = { after: 1_000, minutes: 30 };
const afterFive = { after: 5, minutes: 30 };

/** Milliseconds until the account may try again; 0: it has begun. */
const wait = (attempts: SignInAttempts, account: string, now: number, stored: SignInFailures | null = null): number => {
  const begun = attempts.begin(account, now, never, stored);
  if (begun.state === 'locked') throw new Error('locked');
  return begun.state === 'wait' ? begun.ms : 0;
};

test('a typing error costs nothing, guessing gets slower and slower', () => {
  const attempts = createSignInAttempts();
  const waits: number[] = [];
  let now = 0;
  for (let count = 0; count < 30; count += 1) {
    expect(wait(attempts, 'zhangwei', now)).toBe(0);
    // A look at the wait: where there is none, it is one more attempt.
    const next = count < 2 ? 0 : wait(attempts, 'zhangwei', now);
    waits.push(next);
    now += next;
  }
  expect(waits.slice(0, 4)).toEqual([0, 0, 2_000, 4_000]);
  expect(Math.max(...waits)).toBe(5 * 60_000);
});

test('of guesses sent all at once only the free tries pass', () => {
  const attempts = createSignInAttempts();
  const begun = Array.from({ length: 40 }, () => wait(attempts, 'zhangwei', 0)).filter((ms) => ms === 0);
  expect(begun).toHaveLength(3);
});

test('waiting tries make the wait no longer', () => {
  const attempts = createSignInAttempts();
  for (let count = 0; count < 3; count += 1) wait(attempts, 'zhangwei', 0);
  for (let count = 0; count < 100; count += 1) expect(wait(attempts, 'zhangwei', 0)).toBe(2_000);
  expect(wait(attempts, 'zhangwei', 2_000)).toBe(0);
});

test('the right password forgets the wrong ones; other accounts are not slowed', () => {
  const attempts = createSignInAttempts();
  for (let count = 0; count < 5; count += 1) wait(attempts, 'zhangwei', 0);
  expect(wait(attempts, 'chengmin', 0)).toBe(0);
  attempts.succeeded('zhangwei');
  expect(wait(attempts, 'zhangwei', 0)).toBe(0);
});

test('a flood of made-up accounts does not fill the memory, and forgets the oldest first', () => {
  const attempts = createSignInAttempts();
  for (let count = 0; count < 3; count += 1) wait(attempts, 'first', 0);
  for (let count = 0; count < 10_000; count += 1) wait(attempts, `made-up-${count}`, 0);
  expect(wait(attempts, 'first', 0)).toBe(0);
});

/** Wrong passwords, each as soon as it may be tried. */
function guess(attempts: SignInAttempts, times: number, from = 0): number {
  let now = from;
  for (let done = 0; done < times; ) {
    const begun = attempts.begin('zhangwei', now, afterFive, null);
    if (begun.state === 'locked') throw new Error('locked');
    if (begun.state === 'begun') done += 1;
    else now += begun.ms;
  }
  return now;
}

test('the fifth wrong password in a row locks the account for half an hour, and then it begins anew', () => {
  const attempts = createSignInAttempts();
  const now = guess(attempts, 5);
  const until = now + 30 * 60_000;
  expect(attempts.failures('zhangwei')).toEqual({ count: 5, lastAt: now, lockedUntil: until });
  expect(attempts.begin('zhangwei', now, afterFive, null)).toEqual({ state: 'locked', until });
  expect(attempts.begin('zhangwei', until - 1, afterFive, null)).toEqual({ state: 'locked', until });
  expect(attempts.begin('zhangwei', until, afterFive, null)).toEqual({ state: 'begun' });
  expect(attempts.failures('zhangwei')).toMatchObject({ count: 1, lockedUntil: null });
});

test('a restart forgets neither the lock nor the wrong passwords before it', () => {
  const before = createSignInAttempts();
  const now = guess(before, 5);
  const stored = before.failures('zhangwei');
  expect(createSignInAttempts().begin('zhangwei', now + 1, afterFive, stored)).toMatchObject({ state: 'locked' });
  const three = { count: 3, lastAt: now, lockedUntil: null };
  expect(createSignInAttempts().begin('zhangwei', now, afterFive, three)).toEqual({ state: 'wait', ms: 2_000 });
  const again = createSignInAttempts();
  again.begin('zhangwei', now + 2_000, afterFive, three);
  expect(again.failures('zhangwei')).toMatchObject({ count: 4 });
});

test('a clock that was set back a year makes nobody wait for a year', () => {
  const stored = { count: 4, lastAt: 365 * 24 * 3_600_000, lockedUntil: null };
  expect(createSignInAttempts().begin('zhangwei', 0, afterFive, stored)).toEqual({ state: 'begun' });
});
