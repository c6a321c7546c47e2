import * as z from 'zod';

/**
 * Who leaves a mark at a place of a printed page: `signer` is whoever the words before the line name; `date` is the line
 * of the date, over which the seal lies; `day` is a blank for the day on which those before it signed.
 */
export const slotRoles = ['party', 'mediator', 'recorder', 'signer', 'date', 'day'] as const;
export type SlotRole = (typeof slotRoles)[number];

/** Points from the upper left corner of a page. */
const points = z.number().min(0).max(2_000);

/** A place on the pages of a paper where a mark goes, as the template set it. */
export const signatureSlotSchema = z.object({
  role: z.enum(slotRoles),
  /** 0 for the first of its role; parties in the order in which the paper names them. */
  ordinal: z.int().min(0).max(500),
  /** What is printed before the line. */
  label: z.string().max(200).optional(),
  /** From 1. */
  page: z.int().min(1).max(1_000),
  x: points,
  /** Of the line that is signed on. */
  y: points,
  width: points,
});
export type SignatureSlot = z.infer<typeof signatureSlotSchema>;

export const signatureSlots = z.array(signatureSlotSchema).max(1_100);

export function findSlot(
  slots: readonly SignatureSlot[],
  role: SignatureSlot['role'],
  ordinal: number,
): SignatureSlot | null {
  return slots.find((slot) => slot.role === role && slot.ordinal === ordinal) ?? null;
}
