import type { MovePreview } from '../../contract/moving.ts';
import type { Caller } from '../dependencies.ts';

/** The move of a center to another PC; only the host has the disks and the keys. @throws ServiceError NOT_ALLOWED */
export interface MovingHost {
  /** A word for the next package; it is asked for where the package is brought in, and where the move is undone. */
  word(caller: Caller): Promise<string>;
  /**
   * Makes the package and has this machine stand still; the center begins anew with the page that says so.
   * @throws ServiceError INVALID_INPUT at `target` or `lastGroup`; NOT_POSSIBLE_NOW with why no package was made.
   */
  pack(caller: Caller, input: { readonly target: string; readonly lastGroup: string }): Promise<void>;
  /** @throws ServiceError INVALID_INPUT at `folder`; ALREADY_SET_UP for a center with data. */
  look(folder: string): Promise<MovePreview>;
  /** @throws the same, and INVALID_INPUT at `secret`; NOT_POSSIBLE_NOW where the package is not whole. */
  bringIn(input: { readonly folder: string; readonly secret: string }): Promise<void>;
}
