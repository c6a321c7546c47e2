import * as z from 'zod';
import { agreementTextSchema } from '../cases/agreement.ts';
import { fileHashSchema } from '../files/file.ts';
import { drawnMarkSchema } from '../signing/drawn-mark.ts';
import { plainText } from '../text/plain-text.ts';
import { seatSchema } from './seat.ts';

const instant = z.int().min(0).max(8_640_000_000_000_000);
const MOST_SEATS = 40;
const DAY_MS = 24 * 60 * 60_000;
/** A room that is open for months is a room that nobody looks after. */
export const LONGEST_ROOM_MS = 15 * DAY_MS;

/** Where a picture talk of an outside service is held; nothing of the room goes there. */
export const videoUrlSchema = z
  .url({ protocol: /^https$/, error: '视频会议的网址要以 https:// 开头' })
  .max(500, '网址太长，请用短一些的会议链接');

/** How a room came to its end. */
export const roomResults = [
  { id: 'agreed', name: '达成协议' },
  { id: 'adjourned', name: '改日再谈' },
  { id: 'not_agreed', name: '没有谈成' },
  { id: 'expired', name: '到期关闭' },
] as const;
export type RoomResult = (typeof roomResults)[number]['id'];

const openedSchema = z
  .object({
    startsAt: instant,
    /** Nobody enters after it. */
    closesAt: instant,
    seats: z.array(seatSchema).max(MOST_SEATS, `最多 ${MOST_SEATS} 人`),
    /** Everybody who takes part wants to talk online; helpers come with the parties' consent (人民调解法 20). */
    consented: z.literal(true, '要当事人都同意在线调解，才能开（人民调解法第三条、第二十条）'),
    openSession: z.boolean(),
    videoUrl: videoUrlSchema.optional(),
  })
  .refine(({ startsAt, closesAt }) => closesAt > startsAt && closesAt - startsAt <= LONGEST_ROOM_MS, {
    path: ['closesAt'],
    message: '关闭时间要在开始之后，最长开 15 天',
  })
  .refine(({ seats }) => seats.some(({ kind }) => kind === 'mediator'), { path: ['seats'], message: '要有调解员' })
  .refine(({ seats }) => seats.filter(({ kind }) => kind === 'party').length >= 2, {
    path: ['seats'],
    message: '双方当事人都要有手机号，才能在线调解',
  })
  .refine(({ seats }) => new Set(seats.map(({ phone }) => phone)).size === seats.length, {
    path: ['seats'],
    message: '两个人填了同一个手机号；各人要用各人的手机',
  });

const endedSchema = z.object({
  /** The action by which the room was opened. */
  roomId: z.uuid(),
  startedAt: instant,
  endedAt: instant,
  result: z.enum(['agreed', 'adjourned', 'not_agreed', 'expired']),
  note: plainText({ max: 2_000, min: 1, label: '说明', multiline: true }).optional(),
  seats: z
    .array(
      seatSchema.omit({ id: true, phone: true }).extend({
        seatId: z.uuid(),
        /** When the phone was proved for the first time; null for who never came. */
        joinedAt: instant.nullable(),
        /** When rights and duties were confirmed (人民调解法 23, 24); null where they were not. */
        noticedAt: instant.nullable(),
      }),
    )
    .max(MOST_SEATS),
  /** What everybody in the room could read, in its order; side talk is not among it. */
  transcript: z.array(
    z.object({
      at: instant,
      seatId: z.uuid().nullable(),
      words: plainText({ max: 30_000, min: 1, label: '记录', multiline: true }),
    }),
  ),
  /** What all sides accepted; null where they did not. */
  agreement: z
    .object({
      text: agreementTextSchema,
      textHash: fileHashSchema,
      accepted: z.array(z.object({ seatId: z.uuid(), at: instant })),
    })
    .nullable(),
  /** Drawn on the phones, under that very text. */
  signatures: z.array(
    z.object({ seatId: z.uuid(), signedAt: instant, textHash: fileHashSchema, drawn: drawnMarkSchema }),
  ),
});

/** What the actions of online mediation carry (线上调解): the center opens a room, the city tells how it ended. */
export const roomActionSchemas = { 'room.opened': openedSchema, 'room.ended': endedSchema } as const;
export type RoomOpened = z.infer<typeof openedSchema>;
export type RoomEnded = z.infer<typeof endedSchema>;
