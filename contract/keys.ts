import { type } from '@orpc/contract';
import * as z from 'zod';
import { procedure } from './errors.ts';

/** The keys of a center, and how somebody opens them where their keeper cannot (docs/keys.md). */

/** Why the center is not open yet; nothing of the store was touched. */
export interface KeyLock {
  /** What is usually asked for; a recovery key opens both. */
  readonly asks: 'passphrase' | 'recovery';
  /** In Chinese. */
  readonly reason: string;
}

export const unlockSchema = z.object({ secret: z.string().trim().min(1, '请先输入').max(256, '太长了，请核对') });

export interface KeysStatus {
  /** Who gives the keys at a start: a file beside the store, the key store of the system, or somebody who types. */
  readonly keeper: 'file' | 'system' | 'passphrase';
  readonly recovery: {
    readonly madeAt: number;
    /** When somebody said that it is printed and put away; null where nobody did. */
    readonly printedAt: number | null;
    /** When the city took it into its keeping; null where it has not. */
    readonly cityAt: number | null;
  };
}

/** What is printed: with it, and with nothing less, the data can be opened on any machine. */
export interface RecoverySheet {
  readonly centerName: string;
  /** Tells sheets of several centers, or an old one from the one in force. */
  readonly keyId: string;
  readonly madeAt: number;
  /** Eight groups of five signs. */
  readonly text: string;
}

export const passphraseSchema = z.object({
  /** Null has the system or a file keep the keys again. */
  passphrase: z.string().trim().min(12, '口令至少 12 个字，几个不相干的词最好记').max(256).nullable(),
});

export const keys = {
  /** Nobody can be signed in yet. */
  unlock: procedure.input(unlockSchema).output(type<{ readonly unlocked: true }>()),
  status: procedure.output(type<KeysStatus>()),
  /** Until somebody has it on paper; later only {@link keys.renewRecovery} shows one. */
  recoverySheet: procedure.output(type<RecoverySheet>()),
  noteRecoveryPrinted: procedure.output(type<KeysStatus>()),
  /** Another recovery key; the one before opens nothing any more. */
  renewRecovery: procedure.output(type<RecoverySheet>()),
  setPassphrase: procedure.input(passphraseSchema).output(type<KeysStatus>()),
};
