import type { GuardExample } from './guard-examples.ts';
import { attempt, caseIn, handedOver, withAction } from './testing.ts';
import { testActor, testGiver, testId, testReceiver } from './testing-facts.ts';

const clerk = testActor('clerk');
const receiver = { ...clerk, stationId: testReceiver.stationId };
const mediating = caseIn('mediating');
const offered = withAction(mediating, 'handover.offered');
const offeredAgain = withAction(withAction(offered, 'handover.withdrawn'), 'handover.offered');
const staleOffer = { offerId: offered.handover?.offer?.id ?? '' };

/** For tests only: the guards of a hand-over, as {@link GuardExample}. */
export const handoverGuardExamples: readonly GuardExample[] = [
  {
    guard: 'nothing_offered',
    says: '已移交给中原区综治中心，等对方接收；要改，先撤回移交',
    refused: attempt(offered, clerk, 'handover.offered'),
    allowed: attempt(mediating, clerk, 'handover.offered'),
  },
  {
    guard: 'to_another_center',
    says: '案件就在这个中心，请选其他中心',
    refused: attempt(mediating, clerk, 'handover.offered', { to: testGiver }),
    allowed: attempt(mediating, clerk, 'handover.offered'),
  },
  {
    guard: 'to_another_center',
    says: '只有正在办理本案的中心才能移交',
    refused: attempt(mediating, clerk, 'handover.offered', { from: { ...testGiver, stationId: testId(7) } }),
    allowed: attempt(handedOver(mediating), clerk, 'handover.offered', { from: testReceiver, to: testGiver }),
  },
  {
    guard: 'offer_is_open',
    says: '没有等待接收的移交，可能已经撤回或者办结',
    refused: attempt(mediating, clerk, 'handover.withdrawn'),
    allowed: attempt(offered, clerk, 'handover.withdrawn'),
  },
  {
    guard: 'offer_is_open',
    says: '这次移交已经撤回，对方又移交了一次，请看过新的再答复',
    refused: attempt(offeredAgain, receiver, 'handover.accepted', staleOffer),
    allowed: attempt(offeredAgain, receiver, 'handover.accepted'),
  },
  {
    guard: 'offered_here',
    says: '案件没有移交给本中心',
    refused: attempt(offered, { ...clerk, stationId: testId(7) }, 'handover.accepted'),
    allowed: attempt(offered, receiver, 'handover.accepted'),
  },
  {
    guard: 'has_case',
    says: '本中心还没有接收本案，材料和文书接收以后才归本中心',
    source: '个人信息保护法第六条',
    refused: attempt(offered, receiver, 'file.attached'),
    allowed: attempt(handedOver(mediating), receiver, 'file.attached'),
  },
  {
    guard: 'was_handed_over',
    says: '本案不是其他中心移交来的',
    refused: attempt(mediating, clerk, 'handover.returned'),
    allowed: attempt(handedOver(mediating), clerk, 'handover.returned'),
  },
];
