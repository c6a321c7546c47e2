import { v7 } from 'uuid';
import type { Random } from '../../../center/sample/random.ts';
import type { Centers } from '../../../contract/directory.ts';
import type { CaseActionType } from '../../../domain/cases/actions.ts';
import { penOf } from '../../../domain/cases/handover.ts';
import { workflowRow } from '../../../domain/cases/workflow.ts';
import { isDeskRole } from '../../support/desk.ts';
import type { Hands, SeenCase } from './hands.ts';
import { type Deed, type Done, type Office, tried } from './history.ts';

/** The chance that somebody looks at what other centers offer, where anything is offered, before cases of their own. */
const ANSWER_CHANCE = 0.6;
/** Cases that somebody looks at for one that was offered before. */
const LOOKS = 3;
const ACCEPT_CHANCE = 0.7;
const RETURN_CHANCE = 0.8;
const WITHDRAW_CHANCE = 0.3;

type Step = Pick<Deed['input']['action'], 'payload'> & { readonly type: CaseActionType };

/** Offers a case to another center, answers an offer, takes one back, or gives a case back (SYNC-6). */
export async function handOverOne(office: Office, random: Random): Promise<readonly Done[]> {
  const deed = await office.do(async (hands) => {
    const seen = await chosenCase(hands, random);
    const centers = await hands.centers();
    const step = seen && centers.here && nextStep(seen, centers, random);
    return step && { seen, step };
  });
  if (!deed) return [];
  const { seen, step } = deed;
  const actionId = v7();
  const input = { actionId, caseId: seen.state.id, baseRevision: seen.revision, action: step };
  const role = random.pick(workflowRow(step.type).roles.filter(isDeskRole));
  const outcome = await office.do((hands) => tried(hands, { role, input }));
  return outcome === 'done' ? [{ actionId, number: null }] : [];
}

async function chosenCase(hands: Hands, random: Random): Promise<SeenCase | null> {
  const offered = await hands.offeredCaseIds();
  const choice = offered.length > 0 && random.chance(ANSWER_CHANCE) ? offered : await hands.openCaseIds();
  let seen: SeenCase | null = null;
  // One that was offered before, where one is soon found: it is what offers, answers and returns meet in.
  for (let look = 0; look < LOOKS && choice.length > 0 && !seen?.state.handover; look += 1) {
    seen = await hands.see(random.pick(choice));
  }
  return seen;
}

function nextStep({ state }: SeenCase, { here, others }: Centers, random: Random): Step | null {
  const offer = state.handover?.offer ?? null;
  if (offer && offer.to.stationId === here?.stationId) {
    return random.chance(ACCEPT_CHANCE)
      ? { type: 'handover.accepted', payload: { offerId: offer.id } }
      : { type: 'handover.refused', payload: { offerId: offer.id, reason: '纠纷发生地不在本区' } };
  }
  if (penOf(state) !== here?.stationId) return null;
  if (offer) {
    if (!random.chance(WITHDRAW_CHANCE)) return null;
    return { type: 'handover.withdrawn', payload: { offerId: offer.id, reason: '当事人不愿意去' } };
  }
  const wasHandedOver = (state.handover?.path.length ?? 0) > 1;
  if (wasHandedOver && random.chance(RETURN_CHANCE)) {
    return { type: 'handover.returned', payload: { outcome: 'unfinished', report: '一方搬了回去', people: {} } };
  }
  if (others.length === 0) return null;
  const payload = { from: here, to: random.pick(others), reason: '双方都住在那边', toldOn: '2026-11-23', people: {} };
  return { type: 'handover.offered', payload };
}
