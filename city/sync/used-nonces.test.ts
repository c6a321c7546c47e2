import { expect, test } from 'vitest';
import { createUsedNonces } from './used-nonces.ts';

const station = { feed: '410105', stationId: 's1' };

/** A table in memory, and what each statement brought to it. */
function table() {
  const kept = new Set<string>();
  const batches: number[] = [];
  const query = async (_sql: string, [feeds, stations, nonces]: readonly unknown[]) => {
    const rows = (nonces as string[]).map((nonce, index) => ({
      feed: (feeds as string[])[index] ?? '',
      stationId: (stations as string[])[index] ?? '',
      nonce,
    }));
    batches.push(rows.length);
    return rows.filter(({ feed, stationId, nonce }) => {
      const key = `${feed} ${stationId} ${nonce}`;
      if (kept.has(key)) return false;
      kept.add(key);
      return true;
    });
  };
  // The clock stands: nothing is swept but at the first write.
  return { used: createUsedNonces({ query: query as never }, () => 0), batches };
}

test('a request alone is noted at once, and those that come close behind it together (SYNC-16)', async () => {
  const { used, batches } = table();
  expect(await used.use(station, 'n0')).toBe(true);
  const many = await Promise.all(Array.from({ length: 40 }, (_, n) => used.use(station, `m${n}`)));
  expect(many.every((isFirst) => isFirst)).toBe(true);
  expect(batches).toEqual([1, 40]);
});

test('a nonce is taken once, whether it comes again at the same moment or later (SYNC-16)', async () => {
  const { used } = table();
  const together = await Promise.all([used.use(station, 'n1'), used.use(station, 'n1'), used.use(station, 'n2')]);
  expect(together).toEqual([true, false, true]);
  expect(await used.use(station, 'n2')).toBe(false);
  expect(await used.use({ ...station, stationId: 's2' }, 'n2')).toBe(true);
});

test('where it cannot be noted every request that waits is refused, and the next ones are tried (SYNC-16)', async () => {
  let isBroken = true;
  const query = async (_sql: string, [, , nonces]: readonly unknown[]) => {
    if (isBroken) throw new Error('no database');
    return (nonces as string[]).map((nonce) => ({ ...station, nonce }));
  };
  const used = createUsedNonces({ query: query as never }, () => 0);
  const tried = await Promise.allSettled([used.use(station, 'n1'), used.use(station, 'n2')]);
  expect(tried.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isBroken = false;
  expect(await used.use(station, 'n1')).toBe(true);
});
