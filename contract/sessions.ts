import { type } from '@orpc/contract';
import * as z from 'zod';
import type { Role } from '../domain/access/roles.ts';
import type { Owed, PasswordRules } from '../domain/access/sign-in-settings.ts';
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
  /** What is to be done before the center answers anything else; null where nothing is. */
  readonly owes: Owed | null;
  /** The password is the one that stands in the manual of the sample center. */
  readonly samplePassword: boolean;
  /** Signs in with a code of the telephone beside the password. */
  readonly secondFactor: boolean;
  readonly rules: {
    readonly password: PasswordRules;
    /** Minutes without a key or a click until the password is asked for. */
    readonly idleMinutes: number;
    /** Whether people change places at this desk by two keys. */
    readonly switching: boolean;
  };
}

/** Somebody who has signed in at this desk and has not signed out. */
export interface PersonHere {
  readonly staffId: string;
  readonly account: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Who works at the desk now. */
  readonly current: boolean;
  /** Takes the place without a password. */
  readonly free: boolean;
}

/** A secret to be brought to a telephone; it counts once a code has confirmed it. */
export interface NewSecondFactor {
  /** Base32, in groups, to be typed where nothing can be scanned. */
  readonly secret: string;
  /** What the QR code says (otpauth://). */
  readonly uri: string;
}

const password = z.string().min(1, '请输入密码').max(256);

/**
 * Calls that an open page repeats by itself. They do not prolong a session: a desk that nobody touches is idle, whatever
 * its page asks. What a person does prolongs it, and `touch` tells of keys and clicks that lead to no call.
 */
export const repeatedCalls: ReadonlySet<string> = new Set([
  'audit.history',
  'backups.view',
  'cases.get',
  'directory.staff',
  'documents.desk',
  'files.places',
  'files.scanned',
  'home.work',
  'keys.status',
  'ledger.views',
  'personalData.erasures',
  'settings.get',
  'settings.lan',
  'settings.scanFolder',
  'sync.corner',
  'sync.overview',
]);

export const sessions = {
  signIn: procedure
    .input(
      z.object({
        account: z.string().trim().min(1, '请输入账号').max(64),
        password,
        /** Of the telephone, or a recovery code. */
        code: z.string().trim().max(20).optional(),
        desk: z.string().max(40).optional(),
      }),
    )
    .output(type<SignedIn>()),
  signOut: procedure.output(type<{ readonly signedOut: true }>()),
  /** Who is signed in on this connection; null when nobody is. */
  me: procedure.output(type<SignedIn | null>()),
  /** Somebody is at the desk. */
  touch: procedure.output(type<{ readonly seen: true }>()),
  /** Who has signed in at this desk, the first one first. */
  peopleHere: procedure.output(type<readonly PersonHere[]>()),
  /** Refused with PASSWORD_NEEDED where the person was away too long. */
  switchTo: procedure.input(z.object({ staffId: z.uuid() })).output(type<SignedIn>()),
  changeOwnPassword: procedure
    .input(z.object({ oldPassword: z.string().max(256), newPassword: z.string().min(1, '请输入新密码').max(256) }))
    .output(type<{ readonly changed: true }>()),
  secondFactor: {
    /** The password is asked for unless the session owes this: a desk may stand unattended. */
    begin: procedure.input(z.object({ password: z.string().max(256) })).output(type<NewSecondFactor>()),
    /** Gives the recovery codes, which are shown this once. */
    confirm: procedure
      .input(
        z.object({
          code: z
            .string()
            .trim()
            .regex(/^\d{6}$/, '动态口令是 6 位数字'),
        }),
      )
      .output(type<{ readonly recoveryCodes: readonly string[] }>()),
  },
};
