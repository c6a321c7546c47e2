import * as z from 'zod';
import { agreementTextSchema } from '../cases/agreement.ts';
import { fileHashSchema } from '../files/file.ts';
import { drawnMarkSchema } from '../signing/drawn-mark.ts';
import { plainText } from '../text/plain-text.ts';
import { videoUrlSchema } from './actions.ts';

/** Of side talk with the mediator: the seat that is not the mediator's. */
const aside = z.uuid().optional();

/** The terms that a mediator proposes. Day and place are the room's: they are fixed once all have accepted. */
const proposedTermsSchema = agreementTextSchema.omit({ reachedOn: true, place: true });
export type ProposedTerms = z.infer<typeof proposedTermsSchema>;

/** What somebody in the room may post. */
export const roomPostSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('notice_confirmed') }),
  z.object({
    type: z.literal('said'),
    text: plainText({ max: 1_000, min: 1, label: '要说的话', multiline: true }),
    aside,
  }),
  z.object({ type: z.literal('showed'), photoId: z.uuid(), aside }),
  z.object({ type: z.literal('proposed'), terms: proposedTermsSchema }),
  z.object({ type: z.literal('accepted'), proposal: z.int() }),
  z.object({
    type: z.literal('change_asked'),
    proposal: z.int(),
    words: plainText({ max: 1_000, min: 1, label: '要改什么', multiline: true }),
  }),
  z.object({ type: z.literal('signed'), textHash: fileHashSchema, drawn: drawnMarkSchema }),
  z.object({ type: z.literal('video_set'), url: videoUrlSchema.nullable() }),
  z.object({ type: z.literal('seat_closed'), seatId: z.uuid() }),
  z.object({
    type: z.literal('ended'),
    result: z.enum(['agreed', 'adjourned', 'not_agreed']),
    note: plainText({ max: 2_000, min: 1, label: '说明', multiline: true }).optional(),
  }),
]);
export type RoomPost = z.infer<typeof roomPostSchema>;

/** What happened in a room: a post of a seat, or what the room itself notes. Never changed, numbered without a gap. */
export interface RoomEvent {
  /** 1, 2, 3 … within the room. */
  readonly seq: number;
  /** The city's clock, ms since 1970. */
  readonly at: number;
  /** Null for what the room does by itself. */
  readonly seatId: string | null;
  readonly post: RoomPost | { readonly type: 'joined' } | { readonly type: 'expired' };
}

/** The seat that an event is only for, beside the mediators; null where it is for everybody. */
export function asideOf({ post }: Pick<RoomEvent, 'post'>): string | null {
  return 'aside' in post ? (post.aside ?? null) : null;
}
