import * as z from 'zod';
import { printedCode } from '../verification/paper-code.ts';
import { documentFrame, legalDate, line } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentCode, presentDate, presentFrame } from './presentation.ts';
import { toLine } from './printable-text.ts';

/** 调解证明: that the committee conducted the mediation, for the court (民诉法解释 354). */
export const mediationProofSchema = documentFrame.extend({
  parties: z.array(line).max(500),
  /** Empty while nobody has chosen one. */
  court: line,
  disputeType: line,
  acceptedOn: legalDate.nullable(),
  mediators: z.array(line).max(20),
  agreementNumber: line,
  reachedOn: legalDate,
  effectiveOn: legalDate,
  phone: line,
  /** A draft has none. */
  verification: printedCode.optional(),
});
export type MediationProofData = z.infer<typeof mediationProofSchema>;

const MEDIATION_PROOF_TITLE = '调解证明';

export function presentMediationProof(data: MediationProofData) {
  const names = data.parties.map(toLine).join('、');
  const accepted = presentDate(data.acceptedOn);
  const mediators = data.mediators.map(toLine).filter((name) => name !== '');
  const number = toLine(data.agreementNumber);
  const by = mediators.length === 0 ? '' : `，由人民调解员${mediators.join('、')}主持调解`;
  return {
    ...presentFrame(MEDIATION_PROOF_TITLE, data),
    court: toLine(data.court),
    conducted: `兹证明：${names}之间的${toLine(data.disputeType) || '民间纠纷'}，由本人民调解委员会${accepted === null ? '' : `于${accepted}`}受理${by}。经调解，各方当事人于${presentDate(data.reachedOn)}自愿达成书面调解协议${number === '' ? '' : `（编号：${number}）`}。`,
    effect: `该协议由各方当事人签名、盖章或者按指印，人民调解员签名并加盖本人民调解委员会印章，自${presentDate(data.effectiveOn)}起生效（《中华人民共和国人民调解法》第二十九条）。`,
    phone: toLine(data.phone),
    date: null,
    verification: presentCode(data.verification),
  };
}

export const mediationProofForm = defineForm({
  title: MEDIATION_PROOF_TITLE,
  shortTitle: '调解证明',
  templateFile: 'mediation-proof.typ',
  schema: mediationProofSchema,
  present: presentMediationProof,
});
