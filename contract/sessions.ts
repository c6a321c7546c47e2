import { type } from '@orpc/contract';
import * as z from 'zod';
import type { Role } from '../domain/access/roles.ts';
import { procedure } from './errors.ts';

export interface SignedIn {
  readonly staffId: string;
  readonly account: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly center: { readonly id: string; readonly name: string; readonly areaCode: string };
  readonly committee: { readonly name: string };
  /** The desk's name, as the browser or the window calls itself. */
  readonly desk: string;
}

export const sessions = {
  signIn: procedure
    .input(
      z.object({
        account: z.string().trim().min(1, '请输入账号').max(64),
        password: z.string().min(1, '请输入密码').max(256),
        desk: z.string().max(40).optional(),
      }),
    )
    .output(type<SignedIn>()),
  signOut: procedure.output(type<{ readonly signedOut: true }>()),
  /** Who is signed in on this connection; null when nobody is. */
  me: procedure.output(type<SignedIn | null>()),
};
