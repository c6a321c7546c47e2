import type { CaseView } from '../../contract/cases.ts';
import type { Actor } from '../../domain/access/roles.ts';
import type { ApiError } from '../api/errors.ts';
import { SigningDialog } from './SigningDialog.tsx';
import { useAgreementSigning } from './use-agreement-signing.ts';

interface AgreementSigningProps {
  readonly view: CaseView;
  readonly actor: Actor;
  readonly onClose: () => void;
  readonly onDone: (after: CaseView, failure: ApiError | null) => void;
}

/** The agreement at the screen, until it is in effect. */
export function AgreementSigning({ view, actor, onClose, onDone }: AgreementSigningProps) {
  return <SigningDialog job={useAgreementSigning(view, actor, onDone)} onClose={onClose} />;
}
