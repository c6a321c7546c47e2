import { type } from '@orpc/contract';
import * as z from 'zod';
import type { RoomEnded } from '../domain/room/actions.ts';
import type { CaseView } from './cases.ts';
import { procedure } from './errors.ts';

const room = z.object({ caseId: z.uuid(), roomId: z.uuid() });

/** Mediation online (线上调解): what came back of a room. */
export const rooms = {
  /** Transcript, terms and signatures of a room that ended. */
  record: procedure.input(room).output(type<RoomEnded>()),
  /** What a party drew on the phone becomes the mark of the agreement, where the text is the very one that was signed. */
  takeSignature: procedure
    .input(room.extend({ actionId: z.uuid(), baseRevision: z.int().min(1), seatId: z.uuid() }))
    .output(type<CaseView>()),
};
