import * as z from 'zod';
import { roleSchema } from './roles.ts';

const whole = (min: number, max: number) =>
  z.int('要填整数').min(min, `要在 ${min} 到 ${max} 之间`).max(max, `要在 ${min} 到 ${max} 之间`);

/** How people prove who they are, and for how long it holds; docs/sign-in.md says on what each default rests. */
export const signInSettingsSchema = z.object({
  password: z.object({
    /** Characters at least. */
    shortest: whole(8, 64),
    /** Of lower case, upper case, digits and other characters: how many kinds at least. */
    kinds: whole(1, 4),
    /** The new one is none of so many before it. */
    differentFromLast: whole(0, 24),
    /** Days until it must be changed; null: never. */
    longestDays: whole(1, 730).nullable(),
  }),
  lock: z.object({
    /** Wrong passwords in a row that lock the account. */
    after: whole(3, 20),
    minutes: whole(1, 1440),
  }),
  session: z.object({
    /** Minutes without a key or a click until the password is asked for again. */
    idleMinutes: whole(5, 720),
    /** Hours from signing in until it is asked for in any case. */
    longestHours: whole(1, 24),
  }),
  switching: z.object({
    /** Whether people who signed in at one desk change places by two keys. */
    allowed: z.boolean(),
    /** Minutes after a person's last key or click for which no password is asked on coming back. */
    idleMinutes: whole(1, 60),
  }),
  /** Roles that sign in with a code of their telephone beside the password (RFC 6238). */
  secondFactorFor: z.array(roleSchema),
});

export type SignInSettings = z.infer<typeof signInSettingsSchema>;
export type PasswordRules = SignInSettings['password'];

/** GB/T 22239-2019 8.1.4.1 (level 3) asks for each of these without a number; the numbers are those of its assessors. */
export const initialSignInSettings: SignInSettings = {
  password: { shortest: 8, kinds: 3, differentFromLast: 5, longestDays: 90 },
  lock: { after: 5, minutes: 30 },
  session: { idleMinutes: 30, longestHours: 12 },
  switching: { allowed: true, idleMinutes: 10 },
  secondFactorFor: [],
};

/** What a session owes before anything else is open to it: another password, or codes of a telephone. */
export const owedSchema = z.enum(['first_password', 'sample_password', 'old_password', 'second_factor']);
export type Owed = z.infer<typeof owedSchema>;
