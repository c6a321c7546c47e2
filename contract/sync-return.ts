import * as z from 'zod';
import { MAX_BATCH } from '../domain/sync/batches.ts';
import { procedure } from './errors.ts';
import {
  actionAnswerSchema,
  epochSchema,
  placeSchema,
  proofsSchema,
  receiptSchema,
  versionsSchema,
  wireActionSchema,
} from './sync.ts';
import { feedSchema } from './sync-fields.ts';

/** The return after a restore of the city (SYNC-11): a station offers what was confirmed, and gives what is lacking. */

/** Ids that a station may name in one offer. */
export const MAX_OFFER = 5_000;

export const offerInputSchema = z.object({
  versions: versionsSchema,
  /** The new life, as the city named it. */
  epoch: epochSchema,
  /** Words of the city that may be of a later life than this one: it was restored to before that. */
  proofs: proofsSchema.optional(),
  /** Confirmed actions by the feed in which the city confirmed them, at most {@link MAX_OFFER} in all. */
  feeds: z.array(z.object({ feed: feedSchema, ids: z.array(z.uuid()).max(MAX_OFFER) })).max(64),
});
export type OfferInput = z.infer<typeof offerInputSchema>;

/** Those that the city has not got. */
export const offerOutputSchema = z.object({ epoch: epochSchema, lacking: z.array(z.uuid()) });
export type OfferOutput = z.infer<typeof offerOutputSchema>;

/** An action with the place and the verdict that an earlier life of the city gave it. */
export const returnedActionSchema = wireActionSchema.extend({ ...placeSchema.shape, epoch: epochSchema });
export type ReturnedAction = z.infer<typeof returnedActionSchema>;

export const giveBackInputSchema = z.object({
  versions: versionsSchema,
  epoch: epochSchema,
  actions: z.array(returnedActionSchema).min(1).max(MAX_BATCH.count),
});
export type GiveBackInput = z.infer<typeof giveBackInputSchema>;

export const giveBackOutputSchema = z.object({ epoch: epochSchema, answers: z.array(actionAnswerSchema) });
export type GiveBackOutput = z.infer<typeof giveBackOutputSchema>;

/** Everything was offered: the station's own chain goes on from here. */
export const settleInputSchema = z.object({
  versions: versionsSchema,
  epoch: epochSchema,
  /** In which the station has confirmed actions of its own. */
  feeds: z.array(feedSchema).max(64),
});
export type SettleInput = z.infer<typeof settleInputSchema>;

export const settleOutputSchema = z.object({ epoch: epochSchema, receipt: receiptSchema });
export type SettleOutput = z.infer<typeof settleOutputSchema>;

const tags = ['同步'];

export const syncReturn = {
  /** @throws EPOCH_CHANGED where the city began another life meanwhile. */
  offer: procedure
    .route({
      tags,
      path: '/sync/return/offer',
      summary: '市里恢复备份后：问缺哪些动作',
      description: '工作站报出市里以前确认过的动作编号（本站的和别站的），市里回答缺哪些。',
    })
    .input(offerInputSchema)
    .output(offerOutputSchema),
  giveBack: procedure
    .route({
      tags,
      path: '/sync/return/give-back',
      summary: '市里恢复备份后：补回缺的动作',
      description: '动作带着原来的位置和结论补回，结论不重新判断；重复补回不会记两次。',
    })
    .input(giveBackInputSchema)
    .output(giveBackOutputSchema),
  settle: procedure
    .route({
      tags,
      path: '/sync/return/settle',
      summary: '市里恢复备份后：补齐，接着同步',
      description: '本站的动作都已补回。返回新的签名回执，之后才能上传新的动作。',
    })
    .input(settleInputSchema)
    .output(settleOutputSchema),
};
