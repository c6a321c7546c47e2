import type { Review } from '../../../domain/cases/state.ts';
import { workflowRow } from '../../../domain/cases/workflow.ts';
import { StatusTag } from '../../status/StatusTag.tsx';

/** Facts that were kept though they did not fit: somebody has to look at them (LOG-9). */
export function ReviewNotes({ reviews }: { readonly reviews: readonly Review[] }) {
  if (reviews.length === 0) return null;
  return (
    <ul className="reviews" aria-label="待核对">
      {reviews.map((review) => (
        <li key={review.actionId}>
          <StatusTag look="soon">待核对</StatusTag> {workflowRow(review.type).label}：{review.why}
        </li>
      ))}
    </ul>
  );
}
