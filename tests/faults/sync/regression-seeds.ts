/**
 * Histories that once went wrong, with what was wrong in them; they are lived again with every `npm test`. A seed is
 * added when `npm run faults -- sync` names it, in the commit that mends what it showed.
 */
export const regressionSeeds: readonly { readonly seed: number; readonly showed: string }[] = [];
