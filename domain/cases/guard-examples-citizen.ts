import type { GuardExample } from './guard-examples.ts';
import { attempt, caseIn, withAction } from './testing.ts';
import { testActor, testId } from './testing-facts.ts';

const mediator = testActor('mediator');
const mediating = caseIn('mediating');
/** Who writes down what citizens say. */
const city = { staffId: mediating.bornAt, roles: [] };
const rated = withAction(mediating, 'citizen.rated', { subject: 'mediation', grade: 'satisfied' });
const complained = withAction(mediating, 'citizen.rated', {
  subject: 'mediation',
  grade: 'dissatisfied',
  words: '没人来过',
});
const told = withAction(mediating, 'citizen.told');

/** For tests only, as guard-examples.ts: the guards on what citizens say, and on the answers. */
export const citizenGuardExamples: readonly GuardExample[] = [
  {
    guard: 'rated_once',
    says: '这一项已经评过，或者还没有办到',
    refused: attempt(rated, city, 'citizen.rated', { subject: 'mediation' }),
    allowed: attempt(rated, city, 'citizen.rated', { subject: 'acceptance' }),
  },
  {
    guard: 'rated_once',
    says: '这一项已经评过，或者还没有办到',
    refused: attempt(mediating, city, 'citizen.rated', { subject: 'result' }),
    allowed: attempt(caseIn('performing'), city, 'citizen.rated', { subject: 'result' }),
  },
  {
    guard: 'answers_citizen',
    says: '没有要答复的群众留言',
    refused: attempt(mediating, mediator, 'citizen.answered'),
    allowed: attempt(told, mediator, 'citizen.answered'),
  },
  {
    guard: 'answers_citizen',
    says: '这一条已经答复过了',
    refused: attempt(told, mediator, 'citizen.answered', { answeredId: testId(888) }),
    allowed: attempt(told, mediator, 'citizen.answered'),
  },
  {
    guard: 'answers_citizen',
    says: '群众不满意的，由受理员或者主任答复',
    refused: attempt(complained, mediator, 'citizen.answered'),
    allowed: attempt(complained, testActor('clerk'), 'citizen.answered'),
  },
];
