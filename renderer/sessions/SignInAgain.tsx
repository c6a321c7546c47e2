import { useLayoutEffect, useState } from 'react';
import { KeyScope, useKeyboard } from '../keyboard/KeyboardProvider.tsx';
import type { DialogScope } from '../keyboard/registry.ts';
import { type Credentials, SignInPage } from './SignInPage.tsx';

interface SignInAgainProps {
  readonly centerName: string;
  readonly notice: string;
  readonly signIn: (credentials: Credentials) => Promise<void>;
  /** Who is expected. */
  readonly account?: string | undefined;
  /** Left out where the session has ended: nobody goes back to the desk then. */
  readonly onBack?: (() => void) | undefined;
}

/** Over the desk, which stays as it is beneath: after signing in again the same page with the same words is there. */
export function SignInAgain({ account, onBack, ...page }: SignInAgainProps) {
  const { registry } = useKeyboard();
  const [scope] = useState<DialogScope>(() => ({ dialog: '登录' }));
  useLayoutEffect(() => registry.openDialog(scope), [registry, scope]);
  return (
    <KeyScope scope={scope}>
      <div className="sign-in-again">
        <SignInPage {...page} {...(account === undefined ? {} : { account })} {...(onBack ? { onBack } : {})} />
      </div>
    </KeyScope>
  );
}
