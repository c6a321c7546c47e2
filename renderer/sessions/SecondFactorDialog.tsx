import { Dialog } from '../frame/Dialog.tsx';
import { SecondFactorSteps } from './SecondFactorSteps.tsx';
import { useSignedIn } from './signed-in.ts';

interface SecondFactorDialogProps {
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Codes of a telephone beside the password, for whoever wants them; another telephone takes the place of the one before. */
export function SecondFactorDialog({ onClose, onDone }: SecondFactorDialogProps) {
  const { secondFactor } = useSignedIn();
  return (
    <Dialog title={secondFactor ? '换绑手机动态口令' : '绑定手机动态口令'} width={440} onClose={onClose}>
      <SecondFactorSteps askPassword onDone={onDone} />
    </Dialog>
  );
}
