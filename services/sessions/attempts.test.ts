import { expect, test } from 'vitest';
import { createSignInAttempts } from './attempts.ts';

test('a typing error costs nothing, guessing gets slower and slower, and never locks out for good', () => {
  const attempts = createSignInAttempts();
  const delays: number[] = [];
  for (let count = 0; count < 30; count += 1) {
    attempts.failed('zhangwei', 0);
    delays.push(attempts.waitFor('zhangwei', 0));
  }
  expect(delays.slice(0, 4)).toEqual([0, 0, 2_000, 4_000]);
  expect(Math.max(...delays)).toBe(5 * 60_000);
  expect(attempts.waitFor('zhangwei', 5 * 60_000)).toBe(0);
});

test('the right password forgets the wrong ones; other accounts are not slowed', () => {
  const attempts = createSignInAttempts();
  for (let count = 0; count < 5; count += 1) attempts.failed('zhangwei', 0);
  expect(attempts.waitFor('chengmin', 0)).toBe(0);
  attempts.succeeded('zhangwei');
  expect(attempts.waitFor('zhangwei', 0)).toBe(0);
});

test('a flood of made-up accounts does not fill the memory, and forgets the oldest first', () => {
  const attempts = createSignInAttempts();
  for (let count = 0; count < 3; count += 1) attempts.failed('first', 0);
  for (let count = 0; count < 10_000; count += 1) attempts.failed(`made-up-${count}`, 0);
  expect(attempts.waitFor('first', 0)).toBe(0);
});
