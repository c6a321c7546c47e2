import type { CaseView } from '../../contract/cases.ts';
import type { ApiError } from '../api/errors.ts';
import { useSignedIn } from '../sessions/signed-in.ts';
import { SigningDialog } from './SigningDialog.tsx';
import { usePaperSigning } from './use-paper-signing.ts';

interface PaperSigningProps {
  readonly view: CaseView;
  readonly documentId: string;
  readonly onClose: () => void;
  readonly onDone: (after: CaseView, failure: ApiError | null) => void;
}

/** A paper other than the agreement at the screen, until all its places are signed. */
export function PaperSigning({ view, onClose, ...paper }: PaperSigningProps) {
  const actor = useSignedIn();
  return <SigningDialog job={usePaperSigning(view, { ...paper, actor })} onClose={onClose} />;
}
