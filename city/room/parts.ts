import type { ClosingParts } from './closing.ts';
import { closeRooms } from './closing.ts';
import type { OpeningParts } from './opening.ts';
import { openRooms } from './opening.ts';
import { tidyRooms } from './rows.ts';

/** What the rooms of a city are made of. */
export type RoomParts = OpeningParts & ClosingParts;

/** What is to be done with rooms beside answering: open what was asked for, end what is over, forget what is long over. */
export async function careForRooms(parts: RoomParts): Promise<void> {
  await openRooms(parts);
  await closeRooms(parts);
  await parts.database.transaction((tx) => tidyRooms(tx, parts.now()));
}
