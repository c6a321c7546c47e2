import * as z from 'zod';
import { plainDate } from '../text/chinese-date.ts';
import { plainText } from '../text/plain-text.ts';

const instant = z.int().min(0).max(8_640_000_000_000_000);
const times = z.object({ startedAt: instant, endedAt: instant });

export const askedSexes = [
  { code: '1', name: '男' },
  { code: '2', name: '女' },
] as const;

/** 人民调解调查记录: somebody was asked what they know, and answered (人民调解法 27; 司发通〔2010〕239号). */
export const investigationSchema = z
  .object({
    heldOn: plainDate,
    startedAt: instant,
    endedAt: instant,
    place: plainText({ max: 100, min: 1, label: '调查地点' }),
    /** 参加人: who else was there, in words. */
    participants: plainText({ max: 500, label: '参加人' }).optional(),
    /** 调查人: some committees demand two, the law none. */
    investigatorIds: z.array(z.uuid()).min(1, '至少有一位调查人').max(10, '调查人最多 10 位'),
    askedName: plainText({ max: 80, min: 1, label: '被调查人' }),
    /** GB/T 2261.1. */
    askedSex: z.enum(['1', '2']).optional(),
    askedAge: z.int('年龄要填整数').min(0, '年龄不能是负数').max(130, '年龄超过 130 岁，请核对').optional(),
    /** 单位或住址. */
    askedAddress: plainText({ max: 200, label: '单位或住址' }).optional(),
    /** Questions and answers. */
    record: plainText({ max: 50_000, min: 1, label: '调查记录', multiline: true }),
    recorderId: z.uuid('请选择记录人'),
  })
  .refine(({ startedAt, endedAt }) => startedAt <= endedAt, {
    path: ['endedAt'],
    message: '结束时间早于开始时间，请核对',
    when: ({ value }) => times.safeParse(value).success,
  });
export type Investigation = z.infer<typeof investigationSchema>;
