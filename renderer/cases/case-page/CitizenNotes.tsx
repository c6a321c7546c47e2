import { citizenWordName, isOwedAnswer, ratingsOf } from '../../../domain/cases/citizen.ts';
import type { CaseState } from '../../../domain/cases/state.ts';
import { gradeName, ratingSubject } from '../../../domain/intake/ratings.ts';
import { StatusTag } from '../../status/StatusTag.tsx';

interface CitizenNotesProps {
  readonly state: CaseState;
  /** Null where this person answers nothing. */
  readonly onAnswer: ((wordId: string) => void) | null;
}

/** What citizens wait for an answer to, and how they rated the stages of the round that is on. */
export function CitizenNotes({ state, onAnswer }: CitizenNotesProps) {
  const owed = state.citizenWords.filter((word) => isOwedAnswer(state, word));
  const ratings = ratingsOf(state);
  if (owed.length + ratings.length === 0) return null;
  return (
    <ul className="reviews" aria-label="群众的话">
      {owed.map((word) => (
        <li key={word.id}>
          <StatusTag look="soon">等答复</StatusTag> {citizenWordName(word)}：{word.words}
          {onAnswer ? (
            <button type="button" className="card-link" onClick={() => onAnswer(word.id)}>
              答复
            </button>
          ) : null}
        </li>
      ))}
      {ratings.length === 0 ? null : (
        <li className="muted">
          群众评价：
          {ratings.map(({ subject, grade }) => `${ratingSubject(subject).name}${gradeName(grade)}`).join('、')}
        </li>
      )}
    </ul>
  );
}
