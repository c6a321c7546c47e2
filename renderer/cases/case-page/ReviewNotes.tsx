import type { Review } from '../../../domain/cases/state.ts';
import { workflowRow } from '../../../domain/cases/workflow.ts';
import { StatusTag } from '../../status/StatusTag.tsx';

interface ReviewNotesProps {
  readonly reviews: readonly Review[];
  /** Whether this person may look at it: its author or the manager (WF-36). */
  readonly mayReview: (review: Review) => boolean;
  readonly onReview: (actionId: string) => void;
}

/** Facts that were kept though they did not fit: somebody has to look at them (LOG-9). */
export function ReviewNotes({ reviews, mayReview, onReview }: ReviewNotesProps) {
  if (reviews.length === 0) return null;
  return (
    <ul className="reviews" aria-label="待核对">
      {reviews.map((review) => (
        <li key={review.actionId}>
          <StatusTag look="soon">待核对</StatusTag> {workflowRow(review.type).label}：{review.why}
          {mayReview(review) ? (
            <button type="button" className="card-link" onClick={() => onReview(review.actionId)}>
              核对
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
