import { expect, test } from 'vitest';
import { sharedRead } from './shared-read.ts';

test('who asks together is told by one reading, which begins after the last of them asked', async () => {
  let now = 0;
  let readings = 0;
  const gates: PromiseWithResolvers<void>[] = [];
  const read = sharedRead(async () => {
    readings += 1;
    const seen = now;
    const gate = Promise.withResolvers<void>();
    gates.push(gate);
    await gate.promise;
    return seen;
  });
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  const first = read();
  await turn();
  now = 1;
  const late = [read(), read()];
  now = 2;
  gates[0]?.resolve();
  await turn();
  gates[1]?.resolve();
  expect(await first).toBe(0);
  expect(await Promise.all(late)).toEqual([2, 2]);
  expect(readings).toBe(2);
});

test('one that fails is told to those who asked for it, and the next is read anew', async () => {
  let fails = true;
  const read = sharedRead(async () => {
    if (fails) throw new Error('no line');
    return 'here';
  });
  await expect(read()).rejects.toThrow('no line');
  fails = false;
  await expect(read()).resolves.toBe('here');
});
