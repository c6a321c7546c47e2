import { expect, test } from 'vitest';
import { createSignInAttempts } from './attempts.ts';

test('a typing error costs nothing, guessing gets slower and slower, and never locks out for good', () => {
  const attempts = createSignInAttempts();
  const waits: number[] = [];
  let now = 0;
  for (let count = 0; count < 30; count += 1) {
    expect(attempts.begin('zhangwei', now)).toBe(0);
    // A look at the wait: where there is none, it is one more attempt.
    const wait = count < 2 ? 0 : attempts.begin('zhangwei', now);
    waits.push(wait);
    now += wait;
  }
  expect(waits.slice(0, 4)).toEqual([0, 0, 2_000, 4_000]);
  expect(Math.max(...waits)).toBe(5 * 60_000);
});

test('of guesses sent all at once only the free tries pass', () => {
  const attempts = createSignInAttempts();
  const begun = Array.from({ length: 40 }, () => attempts.begin('zhangwei', 0)).filter((wait) => wait === 0);
  expect(begun).toHaveLength(3);
});

test('waiting tries make the wait no longer', () => {
  const attempts = createSignInAttempts();
  for (let count = 0; count < 3; count += 1) attempts.begin('zhangwei', 0);
  for (let count = 0; count < 100; count += 1) expect(attempts.begin('zhangwei', 0)).toBe(2_000);
  expect(attempts.begin('zhangwei', 2_000)).toBe(0);
});

test('the right password forgets the wrong ones; other accounts are not slowed', () => {
  const attempts = createSignInAttempts();
  for (let count = 0; count < 5; count += 1) attempts.begin('zhangwei', 0);
  expect(attempts.begin('chengmin', 0)).toBe(0);
  attempts.succeeded('zhangwei');
  expect(attempts.begin('zhangwei', 0)).toBe(0);
});

test('a flood of made-up accounts does not fill the memory, and forgets the oldest first', () => {
  const attempts = createSignInAttempts();
  for (let count = 0; count < 3; count += 1) attempts.begin('first', 0);
  for (let count = 0; count < 10_000; count += 1) attempts.begin(`made-up-${count}`, 0);
  expect(attempts.begin('first', 0)).toBe(0);
});
