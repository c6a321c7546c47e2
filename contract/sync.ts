import * as z from 'zod';
import { MAX_CHUNK_ROWS } from '../domain/imports/import.ts';
import type { StreamKind } from '../domain/log/action.ts';
import { suiteIds } from '../domain/suites/suite-ids.ts';
import { MAX_BATCH } from '../domain/sync/batches.ts';
import { verdictReasons } from '../domain/sync/reasons.ts';
import { verdicts } from '../domain/sync/verdict.ts';
import { procedure } from './errors.ts';
import { enrolInputSchema, enrolOutputSchema, openInputSchema, openOutputSchema } from './sync-enrolment.ts';
import { count, feedSchema, hash, id, previousHash, uuid } from './sync-fields.ts';

/**
 * What a station and the city say to each other (docs/sync.md). Payloads travel as the text of their canonical bytes,
 * never as JSON values that somebody could write anew: the receiver hashes exactly what the sender hashed.
 */

export const actionHeaderSchema = z.object({
  id: uuid,
  streamKind: z.enum(['case', 'center', 'staff', 'erasure', 'import', 'settling', 'grant', 'station']),
  streamId: uuid,
  type: z.string().min(1).max(64),
  schemaVersion: z.int().min(1),
  actorId: id,
  stationId: id,
  incarnation: z.int().min(1),
  sequence: z.int().min(1),
  previousHash,
  payloadHash: hash,
  baseRevision: count,
  deviceTime: z.int(),
  clockOffset: z.int().nullable(),
  algorithms: z.string().min(1).max(32),
});

/** As it comes to a station: kinds of streams that it does not know are kept until an update knows them (SYNC-13). */
const pulledHeaderSchema = actionHeaderSchema.extend({
  streamKind: z.custom<StreamKind>((kind) => typeof kind === 'string' && /^[a-z][a-z_]{0,31}$/.test(kind)),
});

/** A row of an import's chunk: it is kept apart from the chunk, so that it can be erased alone (LOG-7, LOG-8). */
const importRowSchema = z.object({
  caseId: uuid,
  payload: z.string().max(MAX_BATCH.bytes),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
});

/** An action as it travels; payload and salt are null where they were erased (LOG-8). */
export const wireActionSchema = z.object({
  feed: feedSchema,
  header: actionHeaderSchema,
  payload: z.string().max(MAX_BATCH.bytes).nullable(),
  /** Sixteen bytes as hex. */
  salt: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
  /** Of a chunk of an import: its rows in order, without those that were erased. */
  rows: z.array(importRowSchema).max(MAX_CHUNK_ROWS).optional(),
});
export type WireAction = z.infer<typeof wireActionSchema>;

/** Which life of the city speaks (SYNC-11). */
export const epochSchema = z.string().min(1).max(32);

export const versionsSchema = z.object({ protocol: z.int(), oldestProtocol: z.int(), schema: z.int() });

/** What the city says before anything else; the station measures its clock by it (SYNC-7). */
export const helloSchema = z.object({
  serverId: id,
  epoch: epochSchema,
  versions: versionsSchema,
  /** The city's clock, in ms. */
  time: z.int(),
  /** To be signed by a station that opens a session. */
  nonce: z.string(),
  /** In which suite stations of this city sign and hash; a city of an older version names none. */
  suite: z.enum(suiteIds).optional(),
});
export type Hello = z.infer<typeof helloSchema>;

/** Signed by the city: it holds this station's chain up to here (LOG-3). */
export const receiptSchema = z.object({
  stationId: id,
  incarnation: z.int().min(1),
  sequence: count,
  headerHash: previousHash,
  epoch: epochSchema,
  at: z.int(),
  /** Over the canonical JSON of the other fields, base64url; behind the id of its algorithm unless it is Ed25519. */
  signature: z.string(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** Sealed by the city: what stood at the end of what it told of a feed. Given back, it proves what was forgotten. */
const markSchema = z.string().min(1).max(500);

/** What the station holds of the city's own word: a city that has less was restored, and is told so (SYNC-11). */
export const proofsSchema = z.object({
  receipt: receiptSchema.nullable(),
  marks: z.array(markSchema).max(64),
});

export const feedCursorSchema = z.object({ feed: feedSchema, position: count });
export type FeedCursor = z.infer<typeof feedCursorSchema>;

/** Feeds that a station follows at most. */
const MOST_FEEDS = 64;

export const pushInputSchema = z.object({
  versions: versionsSchema,
  proofs: proofsSchema.optional(),
  /** The epoch that the station last saw; null before the first talk (SYNC-11). */
  epoch: epochSchema.nullable(),
  actions: z.array(wireActionSchema).min(1).max(MAX_BATCH.count),
  /** Up to where the station has its feeds: the answer says in which of them it need not ask for more (SYNC-4). */
  cursors: z.array(feedCursorSchema).max(MOST_FEEDS).optional(),
});
export type Proofs = z.infer<typeof proofsSchema>;
export type PushInput = z.infer<typeof pushInputSchema>;

/** The place of an action and the city's verdict on it (SYNC-2, SYNC-3). */
export const placeSchema = z.object({
  /** In the feed, from 1. */
  position: z.int().min(1),
  /** In the stream, from 1; greater for what comes later, not without gaps (SYNC-11). */
  streamSequence: z.int().min(1),
  verdict: z.enum(verdicts),
  reason: z.enum(verdictReasons.map((reason) => reason.id)).nullable(),
  /** The words of the guard that refused. */
  detail: z.string().nullable(),
});

/** The city's own answer to one action (SYNC-3). */
export const actionAnswerSchema = z.object({
  id: uuid,
  /** Whether the city had it already: nothing was done a second time. */
  known: z.boolean(),
  feed: feedSchema,
  ...placeSchema.shape,
});
export type ActionAnswer = z.infer<typeof actionAnswerSchema>;

/** A feed in which the station may see nothing behind `from`, up to the head, but what this push brought. */
const passedFeedSchema = z.object({
  feed: feedSchema,
  from: count,
  head: count,
  /** Speaks of the head; null at the beginning of a feed. */
  mark: markSchema.nullable(),
});
export type PassedFeed = z.infer<typeof passedFeedSchema>;

export const pushOutputSchema = z.object({
  epoch: epochSchema,
  answers: z.array(actionAnswerSchema),
  receipt: receiptSchema,
  /** Of the feeds whose cursors were named; those in which there is something to pull are missing. */
  passed: z.array(passedFeedSchema).optional(),
});
export type PushOutput = z.infer<typeof pushOutputSchema>;

/** Pasts of granted streams that one pull may ask for. */
export const MOST_BACKFILLS = 64;

/** A granted stream whose past the station fetches: what lies behind a position of its feed, up to another (SYNC-4). */
const backfillSchema = z.object({
  feed: feedSchema,
  streamKind: z.literal('case'),
  streamId: uuid,
  position: count,
  upTo: z.int().min(1),
});

export const pullInputSchema = z.object({
  versions: versionsSchema,
  epoch: epochSchema.nullable(),
  proofs: proofsSchema.optional(),
  /** Up to where the station has each feed. */
  cursors: z.array(feedCursorSchema).min(1).max(MOST_FEEDS),
  backfills: z.array(backfillSchema).max(MOST_BACKFILLS).optional(),
  limits: z.object({ bytes: z.int().min(1).max(MAX_BATCH.bytes), count: z.int().min(1).max(MAX_BATCH.count) }),
});
export type PullInput = z.infer<typeof pullInputSchema>;

/** An action of a feed with its place and the verdict that all replicas obey (SYNC-3). */
export const pulledActionSchema = wireActionSchema.extend({
  header: pulledHeaderSchema,
  headerHash: hash,
  ...placeSchema.shape,
});
export type PulledAction = z.infer<typeof pulledActionSchema>;

export const pulledFeedSchema = z.object({
  feed: feedSchema,
  /** The cursor that this is the answer to: one that comes late or twice is known by it (SYNC-13). */
  from: count,
  /** The last position of the feed that anyone may see now. */
  head: count,
  /** Where the cursor stands once these are applied: behind positions that this station may not see, too. */
  cursor: count,
  /** Speaks of the cursor; null at the beginning of a feed. */
  mark: markSchema.nullable(),
  actions: z.array(pulledActionSchema),
});
export type PulledFeed = z.infer<typeof pulledFeedSchema>;

export const pulledBackfillSchema = backfillSchema.extend({
  /** In the order of the feed; `position` is behind them, and not before `upTo` where no more will come. */
  actions: z.array(pulledActionSchema),
});
export type PulledBackfill = z.infer<typeof pulledBackfillSchema>;

export const pullOutputSchema = z.object({
  epoch: epochSchema,
  feeds: z.array(pulledFeedSchema),
  backfills: z.array(pulledBackfillSchema).default([]),
});
export type PullOutput = z.infer<typeof pullOutputSchema>;

const tags = ['同步'];
/** Before a station has a token. */
const open = { tags, spec: (operation: object) => ({ ...operation, security: [] }) };

/** The city's side of sync, for stations; the words are for those who read the reference page. */
export const sync = {
  hello: procedure
    .route({
      ...open,
      method: 'GET',
      path: '/sync/hello',
      summary: '问候：市里的身份、版本、时钟和一次性随机数',
      description: '不需要令牌。工作站用 time 校对时钟差，用 nonce 换取令牌；epoch 变了，说明市里从备份恢复过。',
    })
    .output(helloSchema),
  enrol: procedure
    .route({
      ...open,
      path: '/sync/enrol',
      summary: '工作站凭一次性接入码接入',
      description:
        '接入码七天内有效，只能用一次。公钥的算法要和 hello 里的 suite 相符。返回的 serverKey 用来核对回执的签名。',
    })
    .input(enrolInputSchema)
    .output(enrolOutputSchema),
  open: procedure
    .route({
      ...open,
      path: '/sync/open',
      summary: '证明持有私钥，换取令牌',
      description:
        'signature 是用工作站的私钥对 nonce 文本的签名（base64url；国密套件的前面加 sm2-sm3:）。授权撤销后立即失效。',
    })
    .input(openInputSchema)
    .output(openOutputSchema),
  push: procedure
    .route({
      tags,
      path: '/sync/push',
      summary: '上传本站的动作',
      description:
        '一批要么全部收下，要么全部不收。每个动作各有答复：accepted 收下；flagged 收下待核对；set_aside 搁置并说明原因；' +
        'held 随前面搁置的一起等待。receipt 是市里签名的回执。重复上传不会记两次。',
    })
    .input(pushInputSchema)
    .output(pushOutputSchema),
  pull: procedure
    .route({
      tags,
      path: '/sync/pull',
      summary: '拉取本站可见的动作',
      description: '按位置顺序返回游标之后的动作。cursor 会越过本站无权看的位置；游标等于 head 时已经跟上。',
    })
    .input(pullInputSchema)
    .output(pullOutputSchema),
};
