import { ORPCError } from '@orpc/client';
import { SignInPage } from '../../../renderer/sessions/SignInPage.tsx';
import { note } from './record.ts';

export function SignInHarness() {
  return (
    <SignInPage
      centerName="金水区社会治安综合治理中心"
      signIn={async ({ account, password, desk }) => {
        if (password !== '枫桥') throw new ORPCError('WRONG_PASSWORD');
        note(`signed in ${account} at ${desk ?? 'no desk'}`);
      }}
    />
  );
}
