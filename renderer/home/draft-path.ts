import type { DraftSummary } from '../../contract/drafts.ts';
import { assertNever } from '../status/assert-never.ts';

/** Where a draft is written on. */
export function draftPath({ kind, draftId, caseId }: Pick<DraftSummary, 'kind' | 'draftId' | 'caseId'>): string {
  switch (kind) {
    case 'registration':
      return `/registration?draft=${draftId}`;
    case 'correction':
      return `/cases/${caseId ?? ''}/correct`;
    case 'session':
      return `/cases/${caseId ?? ''}?do=mediation.session_held&draft=${draftId}`;
    case 'investigation':
      return `/cases/${caseId ?? ''}?do=investigation.recorded`;
    case 'agreement':
      return `/cases/${caseId ?? ''}/agreement`;
    default:
      return assertNever(kind);
  }
}
