import type { FormInput } from '../../domain/documents/form.ts';
import { type ErrandKindId, errandKind } from '../../domain/errands/kinds.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { disputeTypeOf } from './compose-party-papers.ts';
import { type FormFacts, type FormSubject, frameOf } from './form-facts.ts';

/** Letters between the committee and who helps, takes a matter over, or has sent it here. */

function requestOf(kind: ErrandKindId): string {
  if (kind === 'to_industry') return '委托你单位调解';
  if (kind === 'whistle') return '请你单位派员到场办理';
  return errandKind(kind).group === 'joint' ? '请你单位协助办理' : '移送你单位依法办理';
}

function errandAt({ state }: FormFacts, subject: FormSubject) {
  const errand = state.errands[subject];
  if (!errand) throw new RangeError(`case ${state.id} has no errand ${subject}`);
  return errand;
}

function letter(facts: FormFacts, subject: FormSubject) {
  const errand = errandAt(facts, subject);
  const { state, registration, settings } = facts;
  return {
    ...frameOf(facts),
    to: errand.to ?? '',
    request: requestOf(errand.kind),
    caseNumber: state.caseNumber,
    parties: registration.parties.map(({ name }) => name),
    disputeType: disputeTypeOf(facts),
    theirNumber: errand.number ?? '',
    theirDate: errand.letterOn,
    body: errand.what,
    dueOn: errand.dueOn,
    phone: settings.phone,
    date: plainDateAt(errand.askedAt),
  };
}

export function composeReferralLetter(facts: FormFacts, subject: FormSubject): FormInput<'referral-letter'> {
  return letter(facts, subject);
}

export function composeReferralReceipt(facts: FormFacts, subject: FormSubject): FormInput<'referral-receipt'> {
  const { received } = errandAt(facts, subject);
  const written = letter(facts, subject);
  return { ...written, date: received?.receivedOn ?? written.date };
}

/** @throws RangeError where the errand was not answered */
export function composeReferralReply(facts: FormFacts, subject: FormSubject): FormInput<'referral-reply'> {
  const answer = errandAt(facts, subject).answers.at(-1);
  if (!answer) throw new RangeError(`errand ${subject} of case ${facts.state.id} has no answer`);
  return { ...letter(facts, subject), body: answer.result, date: answer.answeredOn };
}
