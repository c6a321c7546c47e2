import type { ClosingParts } from './closing.ts';
import { closeRooms } from './closing.ts';
import type { OpeningParts } from './opening.ts';
import { openRooms } from './opening.ts';
import { tidyRooms } from './rows.ts';

/** What the rooms of a city are made of. */
export type RoomParts = OpeningParts & ClosingParts;

/**
 * What is to be done with rooms beside answering: end what is over, forget what is long over, open what was asked for.
 * @throws as openRooms (opening.ts), which goes last
 */
export async function careForRooms(parts: RoomParts): Promise<void> {
  await closeRooms(parts);
  await parts.database.transaction((tx) => tidyRooms(tx, parts.now()));
  await openRooms(parts);
}

/** Opens rooms as soon as they are asked for: one after the other, and beside the pushes, which wait for no short message. */
export function createOpener(parts: RoomParts, onError: (error: unknown) => void) {
  let opening: Promise<void> = Promise.resolve();
  return {
    soon(): void {
      opening = opening.then(() => openRooms(parts)).catch(onError);
    },
    /** Resolves once nothing is under way any more. */
    idle: (): Promise<void> => opening,
  };
}
