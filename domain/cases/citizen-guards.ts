import type { CaseActionPayloads } from './actions.ts';
import { answerable, rateable, unanswered } from './citizen.ts';
import { type Guard, onPayload } from './guard-check.ts';

/** The guards of what citizens say, and of the answers. */
export const citizenGuards = {
  rated_once: {
    check: onPayload('citizen.rated', (state, { subject }) =>
      rateable(state).includes(subject) ? null : '这一项已经评过，或者还没有办到',
    ),
  },
  answers_citizen: {
    check: (state, actor, payload) => {
      const open = unanswered(state);
      if (open.length === 0) return '没有要答复的群众留言';
      if (payload === undefined) return null;
      const { answeredId } = payload as CaseActionPayloads['citizen.answered'];
      const word = open.find(({ id }) => id === answeredId);
      if (!word) return '这一条已经答复过了';
      return answerable(state, actor).includes(word) ? null : '群众不满意的，由受理员或者主任答复';
    },
  },
} as const satisfies Record<string, Guard>;
