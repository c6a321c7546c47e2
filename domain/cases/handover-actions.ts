import * as z from 'zod';
import { plainDate } from '../text/chinese-date.ts';
import { plainText } from '../text/plain-text.ts';

const reason = plainText({ max: 2000, min: 1, label: '理由', multiline: true });

/** A center as the city knows it: the station that works for it, the district that it belongs to, and its name. */
export const centerRefSchema = z.object({
  stationId: z.string().min(1).max(64),
  /** Six digits of the district: the home feed of the station (SYNC-2). */
  feed: z.string().regex(/^\d{6}$/),
  name: plainText({ max: 100, min: 1, label: '中心' }),
  /** Code of the street or community that it looks after; a center of the whole district has none. */
  place: z
    .string()
    .regex(/^(\d{9}|\d{12})$/)
    .optional(),
});
export type CenterRef = z.infer<typeof centerRefSchema>;

/**
 * Names by id of the people whom the history mentions: another center does not have this center's staff, and needs no
 * more of them than the name.
 */
const people = z.record(z.uuid(), z.string().min(1).max(80));

/** How a case comes back from the center that it was handed over to. */
export const returnOutcomes = [
  { id: 'result', name: '已有结果' },
  { id: 'unfinished', name: '没有办完' },
] as const;

/** What the actions carry by which a case changes hands (SYNC-6). */
export const handoverActionSchemas = {
  'handover.offered': z.object({
    from: centerRefSchema,
    to: centerRefSchema,
    reason,
    /** The day on which the parties were told where their case goes. */
    toldOn: plainDate,
    people,
  }),
  'handover.withdrawn': z.object({ offerId: z.uuid(), reason }),
  'handover.accepted': z.object({
    offerId: z.uuid(),
    note: plainText({ max: 5000, min: 1, label: '说明', multiline: true }).optional(),
  }),
  'handover.refused': z.object({ offerId: z.uuid(), reason }),
  'handover.returned': z.object({
    outcome: z.enum(['result', 'unfinished']),
    report: plainText({ max: 5000, min: 1, label: '办理情况', multiline: true }),
    people,
  }),
} as const;
