import type { AnyContractProcedure } from '@orpc/contract';

/** The procedures of a contract by their paths, as `cases.get`. */
type Names<Router, Above extends string = ''> = {
  readonly [Key in keyof Router & string]: Router[Key] extends AnyContractProcedure
    ? `${Above}${Key}`
    : Names<Router[Key], `${Above}${Key}.`>;
}[keyof Router & string];

/** True for equal names, else those that only one of the two has. */
type Same<One, Other> = [One] extends [Other]
  ? [Other] extends [One]
    ? true
    : Exclude<Other, One>
  : Exclude<One, Other>;

/** Compiles for equal names only: a procedure without a line in its table of rights does not, nor the reverse. */
export type EachHasItsLine<Claim extends true> = Claim;

/** What {@link EachHasItsLine} is asked about: true where the contract and the table have the same names. */
export type SameNames<Router, Lines> = Same<Names<Router>, Lines>;
