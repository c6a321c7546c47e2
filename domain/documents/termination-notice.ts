import * as z from 'zod';
import { documentFrame, legalDate, line, longText, namedParty } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentDate, presentFrame, presentNamedParty } from './presentation.ts';
import { toLine, toParagraphs } from './printable-text.ts';

/** 终止调解告知书: the mediation is over, and these ways stay open (人民调解法 26). */
export const terminationNoticeSchema = documentFrame.extend({
  parties: z.array(namedParty).max(500),
  disputeType: line,
  acceptedOn: legalDate.nullable(),
  reason: longText,
  /** As they were told: 申请仲裁 … */
  routes: z.array(line).max(10),
  toldOn: legalDate.nullable(),
});
export type TerminationNoticeData = z.infer<typeof terminationNoticeSchema>;

const TERMINATION_NOTICE_TITLE = '终止调解告知书';

export function presentTerminationNotice(data: TerminationNoticeData) {
  const names = data.parties.map(({ name }) => toLine(name)).filter((name) => name !== '');
  const accepted = presentDate(data.acceptedOn);
  const routes = data.routes.map(toLine).filter((route) => route !== '');
  return {
    ...presentFrame(TERMINATION_NOTICE_TITLE, data),
    names: names.join('、'),
    lead: `你们之间的${toLine(data.disputeType) || '纠纷'}，本人民调解委员会${accepted === null ? '' : `于${accepted}`}受理。现因下列原因，不再继续调解：`,
    reason: toParagraphs(data.reason),
    law: '依照《中华人民共和国人民调解法》第二十六条的规定，本次调解终止。你们可以依法通过下列途径维护自己的权利：',
    routes: routes.map((route, index) => `${index + 1}．${route}${index === routes.length - 1 ? '。' : '；'}`),
    reminder: '法律对仲裁时效、诉讼时效和申请期限有规定的，请在期限内提出。',
    signers: data.parties.map(presentNamedParty),
    date: presentDate(data.toldOn),
  };
}

export const terminationNoticeForm = defineForm({
  title: TERMINATION_NOTICE_TITLE,
  shortTitle: '终止调解告知书',
  templateFile: 'termination-notice.typ',
  schema: terminationNoticeSchema,
  present: presentTerminationNotice,
});
