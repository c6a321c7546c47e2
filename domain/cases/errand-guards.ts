import { errandKind } from '../errands/kinds.ts';
import type { CaseActionPayloads } from './actions.ts';
import { answererProblem, askerProblem, errandStateProblem, mayJudge } from './errand-roles.ts';
import { errandOf, errandStage, jointToSumUp, openErrands, owedAnswers } from './errands.ts';
import { type Guard, onPayload } from './guard-check.ts';

type Named = CaseActionPayloads['errand.received' | 'errand.answered' | 'errand.judged' | 'errand.withdrawn'];

const listed = (errands: ReturnType<typeof openErrands>): string =>
  errands.map(({ kind, to }) => `${errandKind(kind).name}${to === null ? '' : `（${to}）`}`).join('、');

/** The guards of errands. */
export const errandGuards = {
  errand_fits: {
    check: onPayload('errand.asked', (state, { kind }, actor) => {
      const asked = errandKind(kind);
      return errandStateProblem(state, asked) ?? askerProblem(state, actor, asked);
    }),
  },
  errand_is_open: {
    check: (state, _actor, payload) => {
      const open = openErrands(state);
      if (payload === undefined) return open.length > 0 ? null : '没有等着办的协同事项';
      return open.some(({ id }) => id === (payload as Named).errandId) ? null : '这一项已经办完或者撤回了';
    },
  },
  errand_is_received_once: {
    check: onPayload('errand.received', (state, { errandId }) =>
      errandOf(state, errandId)?.received ? '已经登记过签收' : null,
    ),
  },
  errand_answer_is_due: {
    check: onPayload('errand.answered', (state, { errandId }, actor) => {
      const errand = errandOf(state, errandId);
      if (!errand) return null;
      if (errandStage(errand) === 'judgement') return '上次的反馈还在等对方认可';
      return answererProblem(state, actor, errand);
    }),
  },
  errand_judged_by_asker: {
    check: onPayload('errand.judged', (state, { errandId }, actor) => {
      const errand = errandOf(state, errandId);
      if (!errand) return null;
      if (errandStage(errand) !== 'judgement') return '还没有反馈，没有可以认可的';
      return mayJudge(errand, actor) ? null : '反馈由提出的人、主任或者中心负责人认可';
    }),
  },
  errand_may_be_withdrawn: {
    check: onPayload('errand.withdrawn', (state, { errandId }, actor) => {
      const errand = errandOf(state, errandId);
      if (!errand) return null;
      if (errandKind(errand.kind).judged) return '督办不能撤回，反馈得到认可才结束';
      return mayJudge(errand, actor) ? null : '由提出的人、主任或者中心负责人撤回';
    }),
  },
  helpers_answered: {
    check: (state) => {
      const joint = jointToSumUp(state);
      if (joint.length === 0) return '没有请单位联动，不用小结';
      const waiting = joint.filter(({ end }) => end === null);
      return waiting.length === 0 ? null : `还没有反馈：${listed(waiting)}；不来的，先撤回`;
    },
  },
  answers_are_given: {
    check: (state) => {
      const owed = owedAnswers(state);
      return owed.length === 0 ? null : `结案前要先反馈：${listed(owed)}`;
    },
  },
} as const satisfies Record<string, Guard>;
