import { formatYuan } from '../text/chinese-amount.ts';
import { formatChineseDate } from '../text/chinese-date.ts';
import { roomResults } from './actions.ts';
import type { ProposedTerms, RoomEvent } from './posts.ts';
import { type Seat, seatName } from './seat.ts';

/**
 * What a party who cannot draw tells the mediator aside: a name that was typed is no signature (电子签名法 13), and at the
 * center a seal or a fingerprint does as well (人民调解法 29).
 */
export const SIGN_ELSEWHERE = '我不能在屏幕上手写签名，我到中心签。';

/** The terms as lines to read: what happened, the clauses by number, and who does what by when. */
export function termsLines({ facts, terms, performance }: ProposedTerms, seats: readonly Seat[]): readonly string[] {
  const nameOf = (partyId: string) => seats.find(({ personId }) => personId === partyId)?.name ?? '当事人';
  return [
    `纠纷事实：${facts}`,
    ...terms.map((term, index) => `${index + 1}. ${term}`),
    ...performance.map(({ partyId, what, amountFen, dueOn }) => {
      const amount = amountFen === null ? '' : `，${formatYuan(amountFen)} 元`;
      return `履行：${nameOf(partyId)}${what}${amount}${dueOn === null ? '' : `，${formatChineseDate(dueOn)}前`}`;
    }),
  ];
}

/** What an event says, without who did it; the record and the page tell it in the same words. */
export function eventWords({ post }: Pick<RoomEvent, 'post'>, seats: readonly Seat[]): string {
  switch (post.type) {
    case 'joined':
      return '进入调解室';
    case 'notice_confirmed':
      return '确认已知悉当事人的权利和义务（人民调解法第二十三、二十四条）';
    case 'said':
      return post.text;
    case 'showed':
      return '出示照片一张';
    case 'proposed':
      return `提出调解方案：\n${termsLines(post.terms, seats).join('\n')}`;
    case 'accepted':
      return '同意这个方案';
    case 'change_asked':
      return `要求修改：${post.words}`;
    case 'signed':
      return '在手机上签名';
    case 'video_set':
      return post.url === null ? '关闭视频会议' : '开启视频会议（在外部服务进行，本室不保存）';
    case 'seat_closed':
      return `请${seats.find(({ id }) => id === post.seatId)?.name ?? '协助人'}离开`;
    case 'ended': {
      const result = roomResults.find(({ id }) => id === post.result)?.name ?? '';
      return post.note === undefined ? `结束调解：${result}` : `结束调解：${result}。${post.note}`;
    }
    case 'expired':
      return '到了关闭时间，调解室自动关闭';
  }
}

/** Who did it, as the record names people. */
export function eventBy({ seatId }: Pick<RoomEvent, 'seatId'>, seats: readonly Seat[]): string {
  const seat = seats.find(({ id }) => id === seatId);
  return seat ? seatName(seat) : '调解室';
}
