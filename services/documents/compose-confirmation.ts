import type { CaseState } from '../../domain/cases/state.ts';
import { confirmationMaterials } from '../../domain/confirmation/materials.ts';
import type { ConfirmationApplicationData } from '../../domain/documents/confirmation-application.ts';
import type { FormInput } from '../../domain/documents/form.ts';
import type { Party } from '../../domain/parties/party.ts';
import { partyBirthDate } from '../../domain/parties/party-age.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { agreementNumber } from './compose-outcome.ts';
import { printedPartiesOf } from './compose-parties.ts';
import { disputeTypeOf } from './compose-party-papers.ts';
import { type FormFacts, frameOf } from './form-facts.ts';

/** Forms with which the court is asked to confirm an agreement. */

function agreementInEffect({ id, agreement }: CaseState) {
  const effectiveOn = agreement?.effectiveOn ?? null;
  if (!agreement || effectiveOn === null) throw new RangeError(`case ${id} has no agreement in effect`);
  return { ...agreement, effectiveOn };
}

/** The agents of the application; what the registration says of one of that name goes with the name. */
function applicant(party: Party, names: readonly string[], on: string): ConfirmationApplicationData['applicants'] {
  return printedPartiesOf([party], on).map((printed) => {
    const agents = names.map(
      (name) =>
        printed.agents.find((agent) => agent.name === name) ?? {
          capacity: '委托代理人' as const,
          name,
          relation: '',
          authority: '',
          contact: '',
          idNumber: null,
        },
    );
    if (printed.kind === 'unit') return { ...printed, agents };
    return { ...printed, agents, birthDate: party.kind === 'person' ? partyBirthDate(party) : null };
  });
}

export function composeConfirmationApplication(facts: FormFacts): FormInput<'confirmation-application'> {
  const { state, registration } = facts;
  const application = state.confirmation?.application;
  if (!application) throw new RangeError(`nobody has applied for confirmation in case ${state.id}`);
  const { text, effectiveOn } = agreementInEffect(state);
  return {
    ...frameOf(facts),
    applicants: application.applicants.flatMap(({ partyId, agentNames }) =>
      registration.parties
        .filter(({ id }) => id === partyId)
        .flatMap((party) => applicant(party, agentNames, application.appliedOn)),
    ),
    agreementNumber: agreementNumber(state),
    reachedOn: text.reachedOn,
    effectiveOn,
    disputeType: disputeTypeOf(facts),
    terms: [...text.terms],
    court: application.court,
    materials: confirmationMaterials.filter(({ id }) => application.materials.includes(id)).map(({ name }) => name),
    appliedOn: application.appliedOn,
  };
}

export function composeMediationProof(facts: FormFacts): FormInput<'mediation-proof'> {
  const { state, registration, settings } = facts;
  const { text, effectiveOn } = agreementInEffect(state);
  const { acceptedAt } = state.instants;
  return {
    ...frameOf(facts),
    parties: registration.parties.map(({ name }) => name),
    court: state.confirmation?.application?.court ?? '',
    disputeType: disputeTypeOf(facts),
    acceptedOn: acceptedAt === undefined ? null : plainDateAt(acceptedAt),
    mediators: state.mediatorIds.map(facts.staffName),
    agreementNumber: agreementNumber(state),
    reachedOn: text.reachedOn,
    effectiveOn,
    phone: settings.phone,
    verification: facts.verification,
  };
}
