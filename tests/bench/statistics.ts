/** The value that `share` of the measurements do not exceed; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function p95(values: readonly number[]): number {
  return percentile(values, 0.95);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[middle - 1] ?? Number.NaN, sorted[middle] ?? Number.NaN];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** Milliseconds that the work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Runs every side `count` times a round, one after the other so that all meet the same weather, and gives each side's
 * p95 of every round, or what `of` makes of its times.
 */
export async function interleaved<Side extends string>(
  sides: Readonly<Record<Side, (index: number) => unknown>>,
  {
    rounds,
    count,
    of = p95,
  }: { readonly rounds: number; readonly count: number; readonly of?: (times: readonly number[]) => number },
): Promise<Readonly<Record<Side, readonly number[]>>> {
  const names = Object.keys(sides) as Side[];
  const result = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Side, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Side, number[]>;
    for (let turn = 0; turn < count; turn += 1) {
      const index = round * count + turn;
      // Whoever goes first takes turns too: the first finds the caches as the last one left them.
      const order = names.map((_, at) => names[(at + turn) % names.length] as Side);
      for (const name of order) times[name].push(await timed(() => sides[name](index)));
    }
    for (const name of names) result[name].push(of(times[name]));
  }
  return result;
}
