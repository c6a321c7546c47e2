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
  { seed: 20_261_144, showed: 'the same, with the city restored twice (SYNC-11)' },
];
