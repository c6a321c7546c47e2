import type { CaseState } from '../../domain/cases/state.ts';
import { findMojType } from '../../domain/codes/moj-types.ts';
import type { FormInput } from '../../domain/documents/form.ts';
import { findPartyRole } from '../../domain/parties/party.ts';
import { formatInstant, plainDateAt } from '../../domain/text/chinese-date.ts';
import { type FormFacts, routeNames } from './form-facts.ts';

const reachable = '请保持电话畅通。';

/** What the visitor should expect now, in words without the desk's terms. */
export function nextStepText(state: CaseState, mediators: readonly string[]): string {
  const mediator = mediators.length === 0 ? '调解员' : `调解员${mediators.join('、')}`;
  switch (state.status) {
    case 'registered':
      return `您的来访已经登记。中心审查后电话告诉您是否受理。${reachable}`;
    case 'accepted':
    case 'triaged':
    case 'returned':
      return `您的纠纷已经受理，正在安排调解员。调解员会电话联系您和对方，约定调解时间。${reachable}`;
    case 'assigned':
    case 'signed_in':
      return `您的纠纷由${mediator}办理，会电话联系您和对方，约定调解时间。${reachable}`;
    case 'mediating':
      return `${mediator}正在调解，下次调解的时间会提前通知各方。${reachable}`;
    case 'agreed':
      return '各方已经达成协议，签名盖章齐全后生效。';
    case 'performing':
      return '协议已经生效，请各方按约定履行。中心会回访履行情况。';
    case 'follow_up':
      return `中心会回访协议的履行情况。${reachable}`;
    case 'failed':
    case 'terminated': {
      const routes = routeNames(state.ending?.routesTold ?? []);
      return `调解已经结束，没有达成协议。${routes.length > 0 ? `您还可以依法：${routes.join('；')}。` : ''}`;
    }
    case 'refused':
      return `中心不受理这件纠纷。${state.ending ? `理由：${state.ending.reason}` : ''}`;
    case 'transferred':
      return `您的纠纷已经转到${state.transferredTo ?? '有关单位'}，由该单位与您联系。`;
    case 'closed':
    case 'archived':
      return '您的纠纷已经办结。';
  }
}

export function composeSlip(facts: FormFacts): FormInput<'slip'> {
  const { state, registration, settings, deadline } = facts;
  const { registeredAt } = state.instants;
  return {
    committee: settings.committee.name,
    preparedAt: new Date(facts.preparedAt).toISOString(),
    caseNumber: state.caseNumber,
    queryCode: state.queryCode,
    queryUrl: null,
    receivedOn: state.receivedOn,
    // A registration that was entered later than the visit has no time of day worth printing.
    receivedAt: plainDateAt(registeredAt) === state.receivedOn ? formatInstant(registeredAt).slice(11) : null,
    place: settings.address === '' ? settings.name : settings.address,
    parties: registration.parties.map(({ role, name }) => ({ role: findPartyRole(role)?.name ?? '', name })),
    disputeType: findMojType(registration.mojType)?.name ?? '',
    nextStep: nextStepText(state, state.mediatorIds.map(facts.staffName)),
    nextBy: deadline === null ? null : plainDateAt(deadline.dueAt),
    nextByProvisional: deadline?.provisional ?? false,
    center: settings.name,
    phone: settings.phone,
    registrar: facts.staffName(state.registeredBy),
  };
}
