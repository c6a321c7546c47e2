import type { SessionService } from '../sessions/sessions.ts';
import type { Guards } from './guards.ts';

/** Signing in, what is owed after it, and who sits at a desk. */
export function sessionRoutes({ open, signed, owing }: Guards, sessions: SessionService) {
  return {
    signIn: open.sessions.signIn.handler(async ({ input, context }) => {
      const { token, signedIn } = await sessions.signIn(input, context.token);
      context.keepToken(token);
      return signedIn;
    }),
    signOut: open.sessions.signOut.handler(async ({ context }) => {
      if (context.token) await sessions.signOut(context.token);
      context.dropToken();
      return { signedOut: true as const };
    }),
    me: open.sessions.me.handler(({ context }) => (context.token ? sessions.describe(context.token) : null)),
    touch: owing.sessions.touch.handler(async ({ context }) => {
      await sessions.touch(context.token);
      return { seen: true as const };
    }),
    peopleHere: signed.sessions.peopleHere.handler(({ context }) => sessions.peopleHere(context.token)),
    switchTo: signed.sessions.switchTo.handler(async ({ input, context }) => {
      const { token, signedIn } = await sessions.switchTo(context.token, input.staffId);
      context.keepToken(token);
      return signedIn;
    }),
    changeOwnPassword: owing.sessions.changeOwnPassword.handler(({ input, context }) =>
      sessions.changeOwnPassword(context.token, input),
    ),
    secondFactor: {
      begin: owing.sessions.secondFactor.begin.handler(({ input, context }) =>
        sessions.beginSecondFactor(context.token, input.password),
      ),
      confirm: owing.sessions.secondFactor.confirm.handler(({ input, context }) =>
        sessions.confirmSecondFactor(context.token, input.code),
      ),
    },
  };
}
