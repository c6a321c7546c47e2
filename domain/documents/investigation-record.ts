import * as z from 'zod';
import { documentFrame, legalDate, line, longText, timeOfDay } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentFrame, presentPeriod } from './presentation.ts';
import { toLine, toParagraphs } from './printable-text.ts';

/** 人民调解调查记录 (司发通〔2010〕239号). */
export const investigationRecordSchema = documentFrame.extend({
  heldOn: legalDate.nullable(),
  startedAt: timeOfDay.nullable(),
  endedAt: timeOfDay.nullable(),
  place: line,
  participants: line,
  investigators: z.array(line).max(20),
  asked: z.object({
    name: line,
    sex: line,
    age: z.int().min(0).max(150).nullable(),
    /** 单位或住址. */
    address: line,
  }),
  /** Questions and answers. */
  record: longText,
  recorder: line,
});
export type InvestigationRecordData = z.infer<typeof investigationRecordSchema>;

const INVESTIGATION_RECORD_TITLE = '人民调解调查记录';

export function presentInvestigationRecord(data: InvestigationRecordData) {
  const { asked } = data;
  return {
    ...presentFrame(INVESTIGATION_RECORD_TITLE, data),
    period: presentPeriod(data),
    place: toLine(data.place),
    participants: toLine(data.participants) || '无',
    investigators: data.investigators
      .map(toLine)
      .filter((name) => name !== '')
      .join('、'),
    asked: [
      [
        { label: '姓名', value: toLine(asked.name) },
        { label: '性别', value: toLine(asked.sex) },
        { label: '年龄', value: asked.age === null ? '' : String(asked.age) },
      ],
      [{ label: '单位或住址', value: toLine(asked.address) }],
    ],
    record: toParagraphs(data.record),
    investigatorSignatures: Math.max(1, data.investigators.length),
  };
}

export const investigationRecordForm = defineForm({
  title: INVESTIGATION_RECORD_TITLE,
  shortTitle: '调查记录',
  templateFile: 'investigation-record.typ',
  schema: investigationRecordSchema,
  present: presentInvestigationRecord,
});
