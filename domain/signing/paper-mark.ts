import * as z from 'zod';
import { plainDate } from '../text/chinese-date.ts';
import { plainText } from '../text/plain-text.ts';
import { markPictureSchema } from './mark-picture.ts';

/**
 * A signature, a fingerprint or the seal that was set at the screen on a paper other than the agreement, whose marks have
 * an effect in law of their own (人民调解法 29). It belongs to one issue of one paper: a new issue is without marks.
 */
export const paperMarkSchema = z.object({
  documentId: z.uuid(),
  /** Which of the paper's places: its index in `slots`. A second mark at the same place takes the place of the first. */
  place: z.int().min(0).max(1_099),
  /** Whose mark it is, as it stands on the record of the signing; empty for the committee's seal. */
  signerName: plainText({ max: 80, label: '签名人' }),
  /** Who signed in the signer's place. */
  agentName: plainText({ max: 80, label: '代签人' }).optional(),
  method: z.enum(['signature', 'seal', 'fingerprint']),
  /** Day that a person confirms, apart from the device's clock (LOG-10). */
  signedOn: plainDate,
  picture: markPictureSchema,
  /** On what it was made: 手写笔, 手指, 指纹仪. */
  device: plainText({ max: 100, label: '签名设备' }).optional(),
});

/** A mark on a paper as the person at the desk asks for it; its picture is made of what was drawn. */
export const askedPaperMarkSchema = paperMarkSchema.omit({ picture: true, device: true });
export type AskedPaperMark = z.infer<typeof askedPaperMarkSchema>;
