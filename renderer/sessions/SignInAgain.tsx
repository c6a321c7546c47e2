import { useLayoutEffect, useState } from 'react';
import { KeyScope, useKeyboard } from '../keyboard/KeyboardProvider.tsx';
import type { DialogScope } from '../keyboard/registry.ts';
import { type Credentials, SignInPage } from './SignInPage.tsx';

interface SignInAgainProps {
  readonly centerName: string;
  readonly personName: string;
  readonly signIn: (credentials: Credentials) => Promise<void>;
}

/** Over the desk, which stays as it is beneath: after signing in again the same page with the same words is there. */
export function SignInAgain({ centerName, personName, signIn }: SignInAgainProps) {
  const { registry } = useKeyboard();
  const [scope] = useState<DialogScope>(() => ({ dialog: '登录' }));
  useLayoutEffect(() => registry.openDialog(scope), [registry, scope]);
  return (
    <KeyScope scope={scope}>
      <div className="sign-in-again">
        <SignInPage
          centerName={centerName}
          signIn={signIn}
          notice={`登录已失效，请${personName}重新登录。已写的内容都在，登录后回到刚才那一页；换人登录则从工作台开始。`}
        />
      </div>
    </KeyScope>
  );
}
