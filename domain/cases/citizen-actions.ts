import * as z from 'zod';
import { gradeIds, ratingSubjectIds } from '../intake/ratings.ts';
import { plainText } from '../text/plain-text.ts';

/** What a citizen may tell those who work on the case. */
export const tellings = ['message', 'withdrawal'] as const;
export type Telling = (typeof tellings)[number];

/** What the actions carry by which a citizen speaks on the city's pages, and by which the desk answers (docs/intake.md). */
export const citizenActionSchemas = {
  'citizen.told': z.object({
    telling: z.enum(tellings),
    words: plainText({ max: 1500, min: 1, label: '要说的话', multiline: true }),
  }),
  'citizen.rated': z
    .object({
      subject: z.enum(ratingSubjectIds),
      grade: z.enum(gradeIds, '请选一个'),
      words: plainText({ max: 500, min: 1, label: '原因', multiline: true }).optional(),
    })
    // Whoever has to answer must know what was wrong.
    .refine(({ grade, words }) => grade !== 'dissatisfied' || words !== undefined, {
      path: ['words'],
      message: '不满意的，请写一下哪里不满意，中心要答复您',
    }),
  'citizen.answered': z.object({
    /** The action by which the citizen said it. */
    answeredId: z.uuid(),
    words: plainText({ max: 2000, min: 1, label: '答复', multiline: true }),
  }),
} as const;
