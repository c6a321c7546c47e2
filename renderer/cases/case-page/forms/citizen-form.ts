import { answerable, citizenWordName, isOwedAnswer } from '../../../../domain/cases/citizen.ts';
import type { ActionForms } from './action-form.ts';

/** The answer to what a citizen said on the city's pages. */
export const citizenForms: ActionForms = {
  'citizen.answered': {
    lead: ({ view, actor }, { answeredId }) => {
      const word = answerable(view.state, actor).find(({ id }) => id === answeredId);
      const isComplaint = word !== undefined && word.kind === 'rating' && isOwedAnswer(view.state, word);
      return isComplaint
        ? { look: 'warn', title: '群众不满意：查清楚再答复', text: '确有问题、要重新办的，请主任用「重新办理」。' }
        : { look: 'info', title: '群众查进度时看到这段话，请不要写另一方的情况' };
    },
    initial: ({ view, actor, about }) => ({ answeredId: about ?? answerable(view.state, actor)[0]?.id }),
    fields: ({ view, actor }) => [
      {
        kind: 'one',
        name: 'answeredId',
        label: '答复哪一条',
        choices: answerable(view.state, actor).map((word) => ({
          code: word.id,
          name: citizenWordName(word),
          ...(word.words === null ? {} : { detail: word.words }),
        })),
      },
      { kind: 'long', name: 'words', label: '答复', rows: 4, placeholder: '查到了什么，怎么办，什么时候办' },
    ],
    payload: ({ answeredId, words }) => ({ answeredId, words }),
  },
};
