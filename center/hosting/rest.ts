type DailyWork = 'met the city' | 'has a backup';

/** Tells once that a hosted center has done its daily work, so that its host may let it sleep. */
export function restOf(tell: () => void): (done: DailyWork) => void {
  const left = new Set<DailyWork>(['met the city', 'has a backup']);
  return (done) => {
    if (left.delete(done) && left.size === 0) tell();
  };
}
