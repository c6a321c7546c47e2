import * as z from 'zod';
import { plainText } from '../text/plain-text.ts';

/** Who sits in a room: each by a link of their own. */
export const seatKinds = [
  { id: 'party', name: '当事人' },
  { id: 'mediator', name: '调解员' },
  { id: 'helper', name: '协助人' },
] as const;
export type SeatKind = (typeof seatKinds)[number]['id'];

export const seatSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['party', 'mediator', 'helper']),
  /** Party of the case, or member of the staff; absent for a helper, who is neither. */
  personId: z.uuid().optional(),
  name: plainText({ max: 80, min: 1, label: '姓名' }),
  /** Who speaks and signs in the party's place. */
  agentName: plainText({ max: 80, min: 1, label: '代理人' }).optional(),
  /** What a helper is to the case, as 楼栋长. */
  identity: plainText({ max: 100, min: 1, label: '身份' }).optional(),
  /** The link goes there by short message, and it is proved there. */
  phone: z.string().regex(/^1[3-9]\d{9}$/, '请填 11 位手机号，链接用短信发给本人'),
});
export type Seat = z.infer<typeof seatSchema>;

/** 赵律师（张某的代理人）: whoever holds the phone is who is named. */
export function seatName({ name, agentName, kind, identity }: Omit<Seat, 'id' | 'phone'>): string {
  if (agentName !== undefined) return `${agentName}（${name}的代理人）`;
  if (kind === 'mediator') return `${name}（调解员）`;
  return identity === undefined ? name : `${name}（${identity}）`;
}
