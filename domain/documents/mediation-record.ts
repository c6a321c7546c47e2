import * as z from 'zod';
import { chineseCount } from './chinese-count.ts';
import { documentFrame, legalDate, line, longText, printedParties, timeOfDay } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentDate, presentFrame, presentPartyInLine, presentPeriod } from './presentation.ts';
import { toLine, toParagraphs } from './printable-text.ts';

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

const MEDIATION_RECORD_TITLE = '人民调解记录';

const RIGHTS_TOLD =
  '调解开始前，人民调解员已告知当事人在人民调解活动中享有的权利和承担的义务（人民调解法第二十三条、第二十四条）。';
const RIGHTS_NOT_TOLD = '（尚未记载权利义务告知情况）';

export function presentMediationRecord(data: MediationRecordData) {
  const routes = data.routesTold.map(toLine).filter((route) => route !== '');
  const participants = data.participants.map(({ name, identity, consented }) => {
    const notes = [toLine(identity), consented ? '经当事人同意邀请' : ''].filter((note) => note !== '');
    return `${toLine(name)}${notes.length > 0 ? `（${notes.join('，')}）` : ''}`;
  });
  const period = presentPeriod(data);
  return {
    ...presentFrame(MEDIATION_RECORD_TITLE, data),
    period: period === null ? null : `${period}（第${chineseCount(data.session)}次调解）`,
    place: toLine(data.place),
    parties: data.parties.map(presentPartyInLine).filter((party) => party !== ''),
    participants: participants.length > 0 ? participants.join('、') : '无',
    rights: data.rightsTold ? RIGHTS_TOLD : RIGHTS_NOT_TOLD,
    record: toParagraphs(data.record),
    result: toParagraphs(data.result),
    routes:
      routes.length > 0
        ? `调解未达成协议，已告知当事人可以依法通过下列途径维护自己的权利：${routes.join('；')}。`
        : null,
    partySignatures: Math.max(1, data.parties.length),
    mediatorSignatures: Math.max(1, data.mediators.length),
    date: presentDate(data.signedOn),
  };
}

export const mediationRecordForm = defineForm({
  title: MEDIATION_RECORD_TITLE,
  shortTitle: '调解记录',
  templateFile: 'mediation-record.typ',
  schema: mediationRecordSchema,
  present: presentMediationRecord,
});
