import { describe, expect, test } from 'vitest';
import { FeedTurns } from './feed-turns.ts';

const soon = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));

describe('pushes to one feed wait for each other, and for nobody else', () => {
  test('one after the other in the order in which they came, also after one that failed', async () => {
    const turns = new FeedTurns();
    const events: string[] = [];
    const work = (name: string, feeds: readonly string[], fails = false) =>
      turns.inTurn(feeds, async () => {
        events.push(`${name} begins`);
        await soon();
        events.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const results = await Promise.allSettled([work('a', ['1'], true), work('b', ['1']), work('c', ['1'])]);
    expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });

  test('other feeds go on meanwhile, and one that writes to two waits for both, without a circle', async () => {
    const turns = new FeedTurns();
    const running = new Set<string>();
    const together: string[] = [];
    const work = (name: string, feeds: readonly string[]) =>
      turns.inTurn(feeds, async () => {
        running.add(name);
        together.push([...running].sort().join(' '));
        await soon();
        running.delete(name);
      });
    await Promise.all([work('a', ['1']), work('b', ['2']), work('c', ['2', '1']), work('d', ['1', '2'])]);
    expect(together).toEqual(['a', 'a b', 'c', 'd']);
  });
});
