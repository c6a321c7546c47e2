import type { GuardExample } from './guard-examples.ts';
import { attempt, caseIn, validPayload, withAction } from './testing.ts';
import { testActor, testId } from './testing-facts.ts';

const mediator = testActor('mediator');
const mediating = caseIn('mediating');
const { seats } = validPayload('room.opened', mediating);
const withStranger = (kind: string) =>
  seats.map((seat) => (seat.kind === kind ? { ...seat, personId: testId(77) } : seat));
const open = withAction(mediating, 'room.opened');

/** For tests only, as guard-examples.ts: the guards on mediation online. */
export const roomGuardExamples: readonly GuardExample[] = [
  {
    guard: 'no_room_open',
    says: '在线调解室还开着，结束以后才能再开',
    refused: attempt(open, mediator, 'room.opened'),
    allowed: attempt(withAction(open, 'room.ended'), mediator, 'room.opened'),
  },
  {
    guard: 'room_names_people',
    says: '张某不在本案当事人中',
    refused: attempt(mediating, mediator, 'room.opened', { seats: withStranger('party') }),
    allowed: attempt(mediating, mediator, 'room.opened'),
  },
  {
    guard: 'room_names_people',
    says: '张卫不是本案的承办调解员',
    refused: attempt(mediating, mediator, 'room.opened', { seats: withStranger('mediator') }),
    allowed: attempt(mediating, mediator, 'room.opened'),
  },
];
