import * as z from 'zod';
import { documentFrame, legalDate, line, longText, printedParties, timeOfDay } from './fields.ts';

/** 人民调解记录 of one session (人民调解法 20, 23, 24, 26, 27). */
export const mediationRecordSchema = documentFrame.extend({
  /** 1 for the first session of the case. */
  session: z.int().min(1, '调解次数从 1 起'),
  heldOn: legalDate.nullable(),
  startedAt: timeOfDay.nullable(),
  endedAt: timeOfDay.nullable(),
  place: line,
  /** All parties who were present. */
  parties: printedParties,
  /** People invited to help (art. 20); neither mediator, party nor recorder. */
  participants: z.array(z.object({ name: line, identity: line, consented: z.boolean() })).max(100),
  rightsTold: z.boolean(),
  record: longText,
  result: longText,
  /** The other ways that the parties were told of after a failure (art. 26). */
  routesTold: z.array(line).max(10),
  mediators: z.array(line).max(20),
  recorder: line,
  signedOn: legalDate.nullable(),
});
export type MediationRecordData = z.infer<typeof mediationRecordSchema>;
