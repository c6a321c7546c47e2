import * as z from 'zod';
import { documentFrame, legalDate, longText, partyRoles, printedParties } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentDate, presentFrame, presentParty } from './presentation.ts';
import { toLine, toParagraphs } from './printable-text.ts';

/** 人民调解申请书 (人民调解法 17; 司发通〔2010〕239号). */
export const applicationSchema = documentFrame.extend({
  parties: printedParties,
  facts: longText,
  /** 当事人申请事项, one for each thing that is asked for. */
  demands: z.array(longText).max(100),
  /** Null leaves the day to the pen of who signs (LOG-10). */
  appliedOn: legalDate.nullable(),
});
export type ApplicationData = z.infer<typeof applicationSchema>;

const APPLICATION_TITLE = '人民调解申请书';

/** The form's fixed sentence. */
const DECLARATION = '人民调解委员会已将申请人民调解的相关规定告知我，现自愿申请人民调解委员会进行调解。';

export function presentApplication(data: ApplicationData) {
  const inOrder = partyRoles.flatMap((role) => data.parties.filter((party) => party.role === role));
  const demands = data.demands.map(toLine).filter((demand) => demand !== '');
  return {
    ...presentFrame(APPLICATION_TITLE, data),
    parties: inOrder.map((party) => presentParty(party, data.showIdNumber)),
    facts: toParagraphs(data.facts),
    demands: demands.map((demand, index) => `${index + 1}．${demand}`),
    declaration: DECLARATION,
    applicantSignatures: Math.max(1, data.parties.filter(({ role }) => role === '申请人').length),
    date: presentDate(data.appliedOn),
  };
}

export const applicationForm = defineForm({
  title: APPLICATION_TITLE,
  shortTitle: '申请书',
  templateFile: 'application.typ',
  schema: applicationSchema,
  present: presentApplication,
});
