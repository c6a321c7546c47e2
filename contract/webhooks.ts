import * as z from 'zod';
import { caseStatusIds } from '../domain/cases/status.ts';
import { caseEventTypes } from '../domain/webhooks/case-events.ts';

/** What a platform of the city is told of a case, as the body of a POST. No name, no words, no place. */
export const caseEventSchema = z
  .object({
    type: z
      .enum(caseEventTypes.map(({ id }) => id))
      .describe(caseEventTypes.map((e) => `${e.id} ${e.name}`).join('；')),
    timestamp: z.iso.datetime().describe('市平台收到这个动作的时间（UTC）'),
    data: z.object({
      district: z.string().describe('区县六位代码'),
      caseId: z.uuid().describe('案件编号，全市唯一'),
      caseNumber: z.string().describe('案号'),
      actionId: z.uuid().describe('引起这个事件的动作'),
      revision: z.int().min(1).describe('案件版次，越大越新；收到的版次比已有的小，就不要覆盖'),
      status: z.enum(caseStatusIds).describe('案件现在的状态'),
      previousStatus: z.enum(caseStatusIds).nullable().describe('之前的状态；新登记的案件为空'),
      effectiveOn: z.iso.date().nullable().describe('协议生效日期'),
      deviceTime: z.int().describe('工作站时钟上的时间，毫秒；可能不准，不要用来排序'),
    }),
  })
  .describe('案件事件。只有编号、状态、区县和时间，没有姓名、地址、案情等个人信息。');

export type CaseEventBody = z.infer<typeof caseEventSchema>;
