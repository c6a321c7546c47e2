/**
 * Histories that once went wrong, with what was wrong in them; they are lived again with every `npm test`. A seed is
 * added when `npm run faults -- sync` names it, in the commit that mends what it showed.
 */
export const regressionSeeds: readonly { readonly seed: number; readonly showed: string }[] = [
  {
    seed: 79,
    showed: 'a life got a block that a restored city had forgotten to have given to the one before (SYNC-15)',
  },
  { seed: 20_261_128, showed: 'a copy in doubt was told of the block that the original held (SYNC-15)' },
  {
    seed: 20_261_132,
    showed: 'a restored city got its own actions back and failed: their stream has no pen (SYNC-11)',
  },
  {
    seed: 21,
    showed:
      'a receipt of an older life proved nothing, and nothing at a pull: a place was given twice unseen (SYNC-11)',
  },
  { seed: 42, showed: 'after a restore a center was not told anew of an offer that it had not heard of (SYNC-4)' },
  {
    seed: 105,
    showed:
      'a grant that came back was seen by no machine but the one that brought it; a settling was set aside (SYNC-3)',
  },
  {
    seed: 3_004,
    showed: 'a copy that was let in as the same life numbered with the letters of the original (SYNC-15)',
  },
  {
    seed: 631,
    showed:
      'restored to before its last new life, the city lived the one before that again, and gave places twice (SYNC-11)',
  },
  {
    seed: 591,
    showed:
      'no fault of the program: what a center took by an offer that a restored city lost and judged anew is its own (SYNC-6)',
  },
  {
    seed: 633,
    showed:
      'the past of a case passed by a grant that had come in the same answer: its beginning was never fetched (SYNC-4)',
  },
  {
    seed: 234,
    showed:
      'no fault of the program: what ended the sight of a case came back after more of it had been shown (SYNC-11)',
  },
  {
    seed: 639,
    showed:
      'no fault of the program: a store from before its first sync and a city from before it know of no number (SYNC-15)',
  },
  { seed: 20_261_144, showed: 'the same, with the city restored twice (SYNC-11)' },
];
