import { closeReasons, followUpMethods, performanceOutcomes, satisfactions } from '../../domain/cases/actions.ts';
import { type CaseState, itemOutcome, partiesOf } from '../../domain/cases/state.ts';
import { findMojType } from '../../domain/codes/moj-types.ts';
import { findSource } from '../../domain/codes/sources.ts';
import type { FormInput } from '../../domain/documents/form.ts';
import { presentTerms } from '../../domain/documents/presentation.ts';
import { caseVolumeTitle } from '../../domain/dossier/volume-title.ts';
import { findPartyRole } from '../../domain/parties/party.ts';
import { formatChineseDate, plainDateAt } from '../../domain/text/chinese-date.ts';
import { nameIn } from '../../domain/text/name-in.ts';
import { type FormFacts, frameOf, routeNames } from './form-facts.ts';

/** How the case ended: the reason, what was agreed, or why not and which other ways were told (人民调解法 26). */
function resultText({ closeReason, agreement, ending }: CaseState): string {
  const lines = closeReason === null ? [] : [`${nameIn(closeReasons, closeReason)}。`];
  if (agreement && agreement.effectiveOn !== null) {
    const kind = agreement.form === 'written' ? '书面' : '口头';
    lines.push(`达成${kind}协议，${formatChineseDate(agreement.effectiveOn)}生效：`);
    lines.push(...presentTerms(agreement.text.terms).flat());
  }
  if (ending) {
    lines.push(ending.reason);
    const routes = routeNames(ending.routesTold);
    if (routes.length > 0) lines.push(`已告知当事人其他途径：${routes.join('；')}。`);
  }
  return lines.join('\n');
}

function performanceText(state: CaseState): string {
  const nameOf = new Map(partiesOf(state).map(({ id, name }) => [id, name]));
  return (state.agreement?.text.performance ?? [])
    .map((item) => {
      const outcome = itemOutcome(state, item.id);
      const done = state.performance.findLast(({ itemId }) => itemId === item.id);
      const how = outcome === null ? '没有登记履行' : nameIn(performanceOutcomes, outcome);
      const when = done ? `，${formatChineseDate(done.performedOn)}` : '';
      return `${nameOf.get(item.partyId) ?? ''}${item.what}：${how}${when}。`;
    })
    .join('\n');
}

function followUpText({ followUps }: CaseState): string {
  return followUps
    .map(({ visitedOn, method, satisfaction, result }) => {
      const asked = satisfaction === 'not_asked' ? '' : `，当事人${nameIn(satisfactions, satisfaction)}`;
      return `${formatChineseDate(visitedOn)}${nameIn(followUpMethods, method)}${asked}。${result}`;
    })
    .join('\n');
}

const dayOf = (instant: number | undefined): string | null => (instant === undefined ? null : plainDateAt(instant));

/** 结案报告表 of a closed case. */
export function composeClosingReport(facts: FormFacts): FormInput<'closing-report'> {
  const { state, registration, settings } = facts;
  return {
    ...frameOf(facts),
    volume: state.archive?.shelf ?? '',
    filledOn: plainDateAt(facts.preparedAt),
    unit: settings.name,
    handlers: state.mediatorIds.map(facts.staffName),
    acceptedOn: dayOf(state.instants.acceptedAt),
    closedOn: dayOf(state.instants.closedAt),
    parties: registration.parties.map(({ role, name }) => ({ role: findPartyRole(role)?.name ?? '', name })),
    source: findSource(registration.source)?.name ?? '',
    disputeType: findMojType(registration.mojType)?.name ?? '',
    facts: registration.facts,
    result: resultText(state),
    performance: performanceText(state),
    followUp: followUpText(state),
  };
}

/** @throws RangeError where nothing was noted. */
export function composeDossierNote(facts: FormFacts): FormInput<'dossier-note'> {
  const note = facts.state.dossierNote;
  if (!note) throw new RangeError(`case ${facts.state.id} has no dossier note`);
  return { ...frameOf(facts), volumeTitle: caseVolumeTitle(facts.state), text: note.text };
}
