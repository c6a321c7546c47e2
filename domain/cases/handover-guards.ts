import { type Guard, onPayload } from './guard-check.ts';
import { hasHad, isOfferedTo, penOf } from './handover.ts';

/** The guards of handing a case over to another center, and of what only a center that has the case may do (SYNC-6). */
export const handoverGuards = {
  nothing_offered: {
    check: ({ handover }) =>
      handover?.offer ? `已移交给${handover.offer.to.name}，等对方接收；要改，先撤回移交` : null,
  },
  to_another_center: {
    check: onPayload('handover.offered', (state, payload) => {
      if (payload.to.stationId === penOf(state)) return '案件就在这个中心，请选其他中心';
      return payload.from.stationId === penOf(state) ? null : '只有正在办理本案的中心才能移交';
    }),
  },
  offer_is_open: {
    check: ({ handover }, _actor, payload) => {
      const offer = handover?.offer;
      if (!offer) return '没有等待接收的移交，可能已经撤回或者办结';
      if (payload === undefined) return null;
      return (payload as { offerId: string }).offerId === offer.id
        ? null
        : '这次移交已经撤回，对方又移交了一次，请看过新的再答复';
    },
  },
  offered_here: {
    check: (state, { stationId }) =>
      stationId !== undefined && isOfferedTo(state, stationId) ? null : '案件没有移交给本中心',
  },
  was_handed_over: {
    check: ({ handover }) => ((handover?.path.length ?? 0) > 1 ? null : '本案不是其他中心移交来的'),
  },
  has_case: {
    source: '个人信息保护法第六条',
    check: (state, { stationId }) =>
      stationId === undefined || state.handover === null || hasHad(state, stationId)
        ? null
        : '本中心还没有接收本案，材料和文书接收以后才归本中心',
  },
} as const satisfies Record<string, Guard>;
