import { type } from '@orpc/contract';
import * as z from 'zod';
import { procedure } from './errors.ts';

/** A center moves to another PC: a package on the old one, which then stands still, and its way in on the new one. */

/** Where the center went, on the machine that it left; nothing else is answered there before somebody undoes it. */
export interface MovedAway {
  readonly centerName: string;
  readonly movedAt: number;
  /** Of the package, as IT gave it. */
  readonly folder: string;
  /** The package was not finished: nothing can be brought in from it, and the move must be undone. */
  readonly unfinished: boolean;
}

/** What a package says of itself, before anybody has opened it. */
export interface MovePreview {
  readonly centerName: string;
  /** What the old PC is called. */
  readonly from: string;
  readonly madeAt: number;
  readonly cases: number;
  readonly actions: number;
  readonly newestCase: string | null;
  readonly newestActionAt: number | null;
  /** Steps that the city has not confirmed and that go out from the new PC; null where the center has no city. */
  readonly waiting: number | null;
  readonly files: number;
  /** Files that were missing on the old PC already. */
  readonly missingFiles: number;
  readonly program: string;
  /** When and where it was brought in already; null where it was not. */
  readonly used: { readonly at: number; readonly by: string } | null;
}

/** What is typed before the old PC is used again. */
export const UNDO_WORD = '继续用这台';

const folder = z.string().trim().min(1, '请填写文件夹').max(500);
const secret = z.string().trim().min(1, '请输入搬家口令或者恢复密钥').max(120, '太长了，请核对');

export const packSchema = z.object({
  target: folder,
  /** The last group of the word: who types it has copied it. */
  lastGroup: z.string().trim().min(1, '请把口令的最后一组输一遍').max(20),
});

export const bringInSchema = z.object({ folder, secret });

export const undoMoveSchema = z.object({
  secret,
  typed: z.literal(UNDO_WORD, `请输入“${UNDO_WORD}”`),
});

export const moving = {
  /** A new word for the next package, to be copied by hand. */
  word: procedure.output(type<{ readonly word: string }>()),
  /** Makes the package. From its beginning nothing is written here; when it is made, this machine stands still. */
  pack: procedure.input(packSchema).output(type<{ readonly restarting: true }>()),
  /** Of a machine on which nothing was done yet, where nobody can be signed in. */
  look: procedure.input(z.object({ folder })).output(type<MovePreview>()),
  bringIn: procedure.input(bringInSchema).output(type<{ readonly restarting: true }>()),
  /** On a machine that the center left: it is used again. `voided`: the package was found and opens nothing any more. */
  undo: procedure.input(undoMoveSchema).output(type<{ readonly voided: boolean }>()),
};
