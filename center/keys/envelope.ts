import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { parseRecoveryKey, RECOVERY_KEY_BYTES } from '../../domain/keys/recovery-key.ts';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { derivedKey, type KdfId, kdfIds } from '../../services/suites/derive.ts';
import { suiteNamed } from '../../services/suites/suite.ts';
import { makeWholeFile, writeWholeFile } from '../whole-file.ts';
import { type KeyRing, keyRingOf } from './key-ring.ts';
import { suiteOfWrapped, unwrap, type Wrapped, wrap, wrappedSchema } from './wrap.ts';

export const ENVELOPE_FILE = 'center.keys.json';
/** A second copy, in case the first is damaged. */
export const COPY_FILE = 'center.keys.copy.json';

/** The root under what its keeper gives; `kdf` is how the keeper's secret becomes a key. */
export const keptSchema = z.discriminatedUnion('keeper', [
  z.object({ keeper: z.literal('file'), kdf: z.enum(kdfIds), root: wrappedSchema }),
  z.object({
    keeper: z.literal('system'),
    /** Which key store of the system sealed it: another cannot unseal it. */
    backend: z.string().min(1),
    /** A random secret as the system's key store sealed it. */
    sealed: z.base64(),
    kdf: z.enum(kdfIds),
    root: wrappedSchema,
  }),
  z.object({
    keeper: z.literal('passphrase'),
    /** What argon2id gives becomes a key by HKDF with SHA-256, unless the other is named. */
    kdf: z.enum(['argon2id', 'argon2id+hkdf-sm3']),
    salt: z.base64(),
    memoryKiB: z.int().min(8),
    passes: z.int().min(1),
    root: wrappedSchema,
  }),
]);

export const envelopeSchema = z.object({
  format: z.literal(1),
  keyId: z.string(),
  store: z.enum(['root', 'hkdf-sha256']),
  kept: keptSchema,
  recovery: z.object({
    kdf: z.enum(kdfIds),
    root: wrappedSchema,
    /** The recovery key under the root, so that it can be printed and given to the city later. */
    own: wrappedSchema,
    madeAt: z.int(),
    /** When somebody said that it is printed and put away; null before. */
    printedAt: z.int().nullable(),
    /** The id of whoever did. */
    printedBy: z.string().optional(),
    /** When the city said that it holds it; null before. */
    cityAt: z.int().nullable(),
  }),
});

export type Kept = z.infer<typeof keptSchema>;
export type Keeper = Kept['keeper'];
export type KeyEnvelope = z.infer<typeof envelopeSchema>;

const PURPOSES = { kept: 'fengqiao root, kept', recovery: 'fengqiao root, recovery', own: 'fengqiao recovery key' };

interface WrappedRoot {
  readonly kdf: KdfId;
  readonly root: Wrapped;
}

/** What a keeper's secret of full strength wraps, in a suite. */
export function wrapForKeeper(root: Uint8Array, secret: Uint8Array, suite: SuiteId): WrappedRoot {
  const { kdf } = suiteNamed(suite);
  return { kdf, root: wrap(root, derivedKey(secret, 'fengqiao keeper', { kdf }), PURPOSES.kept, suite) };
}

export const unwrapForKeeper = ({ kdf, root }: WrappedRoot, secret: Uint8Array): Uint8Array | null =>
  unwrap(root, derivedKey(secret, 'fengqiao keeper', { kdf }), PURPOSES.kept);

/** Another recovery key, which nobody has yet. */
export function recoveryOf(ring: KeyRing, now: number, suite: SuiteId): KeyEnvelope['recovery'] {
  const recoveryKey = new Uint8Array(randomBytes(RECOVERY_KEY_BYTES));
  return { ...recoveryUnder(recoveryKey, ring, suite), madeAt: now, printedAt: null, cityAt: null };
}

function recoveryUnder(
  recoveryKey: Uint8Array,
  { root, secrets }: KeyRing,
  suite: SuiteId,
): Pick<KeyEnvelope['recovery'], 'kdf' | 'root' | 'own'> {
  const { kdf } = suiteNamed(suite);
  const key = derivedKey(recoveryKey, 'fengqiao recovery', { kdf });
  return {
    kdf,
    root: wrap(root, key, PURPOSES.recovery, suite),
    own: wrap(recoveryKey, secrets, PURPOSES.own, suite),
  };
}

/** In which suite the keeper has the root. */
export const suiteOfKept = ({ root }: Kept): SuiteId => suiteOfWrapped(root);
/** In which suite the recovery key has it. */
export const suiteOfRecovery = ({ recovery }: KeyEnvelope): SuiteId => suiteOfWrapped(recovery.root);

/** The same recovery key, with the root under it in another suite. */
export function recoveryInSuite(envelope: KeyEnvelope, ring: KeyRing, suite: SuiteId): KeyEnvelope['recovery'] {
  const own = suiteOfRecovery(envelope) === suite ? null : ownRecoveryKey(envelope, ring);
  return own ? { ...envelope.recovery, ...recoveryUnder(own, ring, suite) } : envelope.recovery;
}

/** The recovery key itself, for whoever has the root. Null where the envelope is of another root. */
export const ownRecoveryKey = ({ recovery }: KeyEnvelope, { secrets }: KeyRing): Uint8Array | null =>
  unwrap(recovery.own, secrets, PURPOSES.own);

/**
 * The keys of an envelope, wherever it lies: beside the store, or beside a backup on another machine.
 * @returns null where it is another center's recovery key, or one that was replaced.
 * @throws RecoveryKeyTypo where it was copied wrongly.
 */
export function openByRecoveryKey(envelope: KeyEnvelope, typed: string): KeyRing | null {
  const key = derivedKey(parseRecoveryKey(typed), 'fengqiao recovery', { kdf: envelope.recovery.kdf });
  return ringOf(envelope, unwrap(envelope.recovery.root, key, PURPOSES.recovery));
}

/** Null where that is not the root of this envelope. */
export function ringOf({ keyId, store }: KeyEnvelope, root: Uint8Array | null): KeyRing | null {
  if (root?.byteLength !== 32) return null;
  const ring = keyRingOf(root, store);
  return ring.keyId === keyId ? ring : null;
}

/** @returns null where the text is no envelope that this version knows. */
export function parseEnvelope(text: string): KeyEnvelope | null {
  try {
    return envelopeSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export type FoundEnvelope = KeyEnvelope | 'none' | 'damaged';

/** What lies in a data folder; the copy where the first is damaged. */
export function readEnvelope(dataDir: string): FoundEnvelope {
  const paths = [join(dataDir, ENVELOPE_FILE), join(dataDir, COPY_FILE)].filter((path) => existsSync(path));
  for (const path of paths) {
    const envelope = parseEnvelope(readFileSync(path, 'utf8'));
    if (envelope) return envelope;
  }
  return paths.length === 0 ? 'none' : 'damaged';
}

/** As it lies there, for whoever keeps a copy elsewhere. @throws where there is none that can be read. */
export function envelopeText(dataDir: string): string {
  const envelope = readEnvelope(dataDir);
  if (typeof envelope === 'string') throw new Error(`the envelope of keys is ${envelope}`);
  return textOf(envelope);
}

/** Of two first starts at once one makes it; the other must read what that one made. */
export function makeEnvelope(dataDir: string, envelope: KeyEnvelope): boolean {
  return makeWholeFile(join(dataDir, ENVELOPE_FILE), textOf(envelope));
}

/**
 * The one before stays beside it until the new one can be read back; then the copy is the new one too, so that a
 * passphrase or recovery key that was replaced opens nothing any more.
 */
export function writeEnvelope(dataDir: string, envelope: KeyEnvelope): void {
  const [path, copy] = [join(dataDir, ENVELOPE_FILE), join(dataDir, COPY_FILE)];
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (parseEnvelope(before)) writeWholeFile(copy, before);
  writeWholeFile(path, textOf(envelope));
  if (readFileSync(path, 'utf8') === textOf(envelope)) writeWholeFile(copy, textOf(envelope));
}

/** As it lies in a file. */
export const textOf = (envelope: KeyEnvelope): string => JSON.stringify(envelope, null, 2);
