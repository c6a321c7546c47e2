/** A segment counts for itself: the name of its counter in the store. */
export function segmentSeries(series: string, segment: string | null): string {
  return segment === null ? series : `${series} ${segment}`;
}
