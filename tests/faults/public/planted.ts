/** A resident who was there before: nobody else may read anything of these words. */
export interface Planted {
  readonly caseId: string;
  readonly queryCode: string;
  readonly digits: string;
  /** Stand in what was told, and in nothing that is ever sent again. */
  readonly marks: readonly string[];
}
