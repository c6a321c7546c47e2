import * as z from 'zod';
import { documentFrame, legalDate, line, longText, printedAgent, printedPerson, printedUnit } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentDate, presentFrame, presentTerms } from './presentation.ts';
import { toLine } from './printable-text.ts';

/** At most two for each party (民事诉讼法 61). */
const agents = z.array(printedAgent).max(2);

/** A court asks for the day of birth, where the Ministry's forms have the age. */
const courtParty = z.discriminatedUnion('kind', [
  printedPerson.extend({ birthDate: legalDate.nullable(), agents }),
  printedUnit.extend({ agents }),
]);
type CourtParty = z.infer<typeof courtParty>;

/** 司法确认申请书 (人民调解法 33, 民事诉讼法 205), in the style of the Supreme People's Court: the sheet is headed 申请书. */
export const confirmationApplicationSchema = documentFrame.extend({
  applicants: z.array(courtParty).max(500),
  /** Of the agreement that is to be confirmed; empty where it has none. */
  agreementNumber: line,
  reachedOn: legalDate,
  effectiveOn: legalDate,
  disputeType: line,
  terms: z.array(longText).max(200),
  court: line,
  materials: z.array(line).max(20),
  appliedOn: legalDate.nullable(),
});
export type ConfirmationApplicationData = z.infer<typeof confirmationApplicationSchema>;

const CONFIRMATION_APPLICATION_TITLE = '司法确认申请书';

const UNDERTAKING =
  '申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；如果因该协议内容给他人造成损害，愿意承担相应的民事责任和其他法律责任。';

function after(label: string, value: string): string {
  const words = toLine(value);
  return words === '' ? '' : `${label}${words}`;
}

const sentence = (parts: readonly string[]): string => `${parts.filter((part) => part !== '').join('，')}。`;

/** One paragraph for the party, then one for each agent. */
function presentCourtParty(party: CourtParty, showIdNumber: boolean): string[] {
  const own =
    party.kind === 'person'
      ? [
          toLine(party.name),
          toLine(party.sex),
          party.birthDate === null ? '' : `${presentDate(party.birthDate)}出生`,
          toLine(party.ethnicity),
          toLine(party.occupation),
          after('住', party.address),
          showIdNumber ? after('公民身份号码', party.idNumber ?? '') : '',
          after('联系方式', party.contact),
        ]
      : [
          toLine(party.name),
          after('住所地', party.address),
          after('统一社会信用代码', party.creditCode ?? ''),
          after('法定代表人（负责人）', `${party.representative}${after('，', party.representativeTitle)}`),
          after('联系方式', party.contact),
        ];
  const acting = party.agents.map(
    ({ capacity, name, relation, authority, contact }) =>
      `${capacity}：${sentence([toLine(name), toLine(relation), toLine(authority), after('联系方式', contact)])}`,
  );
  return [`申请人：${sentence(own)}`, ...acting];
}

export function presentConfirmationApplication(data: ConfirmationApplicationData) {
  const names = data.applicants.map(({ name }) => toLine(name));
  const reached = presentDate(data.reachedOn);
  const number = toLine(data.agreementNumber);
  const agreement = `${number === '' ? '' : `${number}`}人民调解协议`;
  const [first = '', ...others] = names;
  const materials = data.materials.map(toLine);
  return {
    ...presentFrame(CONFIRMATION_APPLICATION_TITLE, data),
    heading: '申请书',
    parties: data.applicants.flatMap((party) => presentCourtParty(party, data.showIdNumber)),
    request: `确认申请人${first}与${others.join('、')}于${reached}达成的${agreement}有效。`,
    lead: `申请人${names.join('、')}因${toLine(data.disputeType) || '民间纠纷'}，经${toLine(data.committee)}主持调解，于${reached}达成如下调解协议：`,
    terms: presentTerms(data.terms),
    ground: `上述协议自${presentDate(data.effectiveOn)}起生效。现依照《中华人民共和国人民调解法》第三十三条、《中华人民共和国民事诉讼法》第二百零五条的规定，共同申请司法确认。`,
    undertaking: UNDERTAKING,
    court: toLine(data.court),
    materials: materials.map((name, index) => `${index + 1}．${name}${index === materials.length - 1 ? '。' : '；'}`),
    signers: names,
    date: presentDate(data.appliedOn),
  };
}

export const confirmationApplicationForm = defineForm({
  title: CONFIRMATION_APPLICATION_TITLE,
  shortTitle: '司法确认申请书',
  templateFile: 'confirmation-application.typ',
  schema: confirmationApplicationSchema,
  present: presentConfirmationApplication,
});
