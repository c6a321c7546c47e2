/** What a bench measured: milliseconds, ratios and counts by name. */
export type Metrics = Readonly<Record<string, number>>;

export interface Threshold {
  readonly metric: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export interface BenchResult {
  readonly bench: string;
  readonly ok: boolean;
  readonly metrics: Metrics;
}

function holds(metrics: Metrics, { metric, atMost, atLeast }: Threshold): boolean {
  const value = metrics[metric];
  if (value === undefined || Number.isNaN(value)) return false;
  return (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
}

function rounded(value: number): number {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 2 : 4;
  return Number(value.toFixed(digits));
}

export function resultOf(bench: string, metrics: Metrics, thresholds: readonly Threshold[]): BenchResult {
  const rounding = Object.entries(metrics).map(([name, value]) => [name, rounded(value)] as const);
  return { bench, ok: thresholds.every((each) => holds(metrics, each)), metrics: Object.fromEntries(rounding) };
}

/** A table for people. */
export function tableOf({ bench, ok, metrics }: BenchResult, thresholds: readonly Threshold[]): string {
  const width = Math.max(...Object.keys(metrics).map((name) => name.length));
  const lines = Object.entries(metrics).map(([name, value]) => {
    const limit = thresholds.find(({ metric }) => metric === name);
    const words = limit?.atMost === undefined ? `≥ ${limit?.atLeast}` : `≤ ${limit.atMost}`;
    const verdict = limit ? `  ${words}  ${holds(metrics, limit) ? 'holds' : 'MISSED'}` : '';
    return `  ${name.padEnd(width)}  ${String(value).padStart(12)}${verdict}`;
  });
  return [`bench ${bench}: ${ok ? 'ok' : 'NOT OK'}`, ...lines].join('\n');
}
