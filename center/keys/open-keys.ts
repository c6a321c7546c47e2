import { randomBytes } from 'node:crypto';
import { RecoveryKeyTypo } from '../../domain/keys/recovery-key.ts';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { suiteIn } from '../station-file.ts';
import {
  type Kept,
  type KeyEnvelope,
  makeEnvelope,
  openByRecoveryKey,
  readEnvelope,
  recoveryInSuite,
  recoveryOf,
  ringOf,
  suiteOfKept,
  writeEnvelope,
} from './envelope.ts';
import {
  dropKeyFile,
  keepInFile,
  keepInSystem,
  keepUnderPassphrase,
  keyFileIn,
  type SystemKeyStore,
  unkept,
  unkeptByPassphrase,
} from './keepers.ts';
import { readKeyFile } from './key-file.ts';
import { type KeyRing, keyRingOf } from './key-ring.ts';

/** The keys cannot be had, and no recovery key would help; the store itself is untouched. */
export class KeysGone extends Error {
  readonly code = 'KEYS_GONE';
}

export interface KeyPlace {
  readonly dataDir: string;
  readonly storeExists: boolean;
  /** Null outside of Electron. */
  readonly system: SystemKeyStore | null;
  readonly now: () => number;
}

/** The keeper does not give the root: somebody must type the passphrase or the recovery key. */
export interface LockedKeys {
  /** What is usually asked for; the recovery key opens both. */
  readonly asks: 'passphrase' | 'recovery';
  /** Why, in Chinese. */
  readonly reason: string;
  /**
   * Opens, and after a recovery has the keys kept anew, so that the next start asks nobody.
   * @returns null where it is not the one; @throws RecoveryKeyTypo naming what was copied wrongly.
   */
  unlock(typed: string): Promise<KeyRing | null>;
}

/**
 * The keys of a data folder: made at the first start, taken over from a key file of an older version, else out of the
 * envelope by whoever keeps them. Never made anew while a store exists, for that would lock its data away for ever.
 * @throws KeysGone
 */
export async function openKeys(place: KeyPlace): Promise<KeyRing | LockedKeys> {
  const envelope = foundEnvelope(place);
  const ring = ringOf(envelope, await unkept(envelope.kept, place.dataDir, place.system));
  if (!ring) return locked(envelope, place);
  await handToSystem(await inSuite(envelope, ring, place), ring, place);
  return ring;
}

export const isLocked = (keys: KeyRing | LockedKeys): keys is LockedKeys => 'unlock' in keys;

function foundEnvelope(place: KeyPlace): KeyEnvelope {
  const found = readEnvelope(place.dataDir);
  if (found === 'damaged') {
    throw new KeysGone(
      `密钥信封「center.keys.json」和它的副本都已损坏。数据没有动。请从备份把它放回数据文件夹「${place.dataDir}」再启动。`,
    );
  }
  if (found !== 'none') return found;
  makeEnvelope(place.dataDir, firstEnvelope(place));
  const made = readEnvelope(place.dataDir);
  if (typeof made === 'string') throw new KeysGone('密钥信封没有写成，服务没有启动。请检查磁盘后再启动。');
  writeEnvelope(place.dataDir, made);
  return made;
}

/** The bytes of a key file without an envelope are the root of a store from before there were envelopes. */
function firstEnvelope({ dataDir, storeExists, now }: KeyPlace): KeyEnvelope {
  const kept = readKeyFile(keyFileIn(dataDir));
  if (storeExists && kept === null) {
    throw new KeysGone(
      `数据库在，密钥文件「${keyFileIn(dataDir)}」却不见了或已损坏。数据没有动。请从备份把密钥文件放回原处再启动。`,
    );
  }
  const ring = kept ? keyRingOf(kept, 'root') : keyRingOf(new Uint8Array(randomBytes(32)), 'hkdf-sha256');
  const suite = suiteIn(dataDir);
  return {
    format: 1,
    keyId: ring.keyId,
    store: kept ? 'root' : 'hkdf-sha256',
    kept: keepInFile(dataDir, ring.root, suite),
    recovery: recoveryOf(ring, now(), suite),
  };
}

function locked(envelope: KeyEnvelope, place: KeyPlace): LockedKeys {
  return {
    asks: envelope.kept.keeper === 'passphrase' ? 'passphrase' : 'recovery',
    reason: lockReason(envelope.kept, place),
    async unlock(typed) {
      const byPassphrase = ringOf(envelope, await unkeptByPassphrase(envelope.kept, typed));
      if (byPassphrase) {
        await inSuite(envelope, byPassphrase, place, typed);
        return byPassphrase;
      }
      const ring = openRecovered(envelope, typed);
      if (ring) await keepAnew(envelope, ring, place);
      return ring;
    },
  };
}

function lockReason(kept: Kept, { system }: KeyPlace): string {
  switch (kept.keeper) {
    case 'passphrase':
      return '本中心的数据用口令保护，请输入口令。忘记口令时，可以输入恢复密钥。';
    case 'file':
      return '保管密钥的文件不见了，或者不是原来那一个。数据没有动，请输入恢复密钥。';
    case 'system':
      return system
        ? '系统的密钥库打不开本中心的密钥了（重设过系统密码、换过用户或系统后会这样）。数据没有动，请输入恢复密钥。'
        : '密钥由桌面程序存在系统的密钥库里，这里取不到。请改用桌面程序打开，或者输入恢复密钥，改由本机文件保管。';
  }
}

/** A passphrase that is none of ours is no miscopied recovery key, unless a passphrase is not what was asked for. */
function openRecovered(envelope: KeyEnvelope, typed: string): KeyRing | null {
  try {
    return openByRecoveryKey(envelope, typed);
  } catch (error) {
    if (error instanceof RecoveryKeyTypo && envelope.kept.keeper === 'passphrase') return null;
    throw error;
  }
}

/** Whoever typed the recovery key has it: the key file, which lies open to a thief of the disk, is not needed. */
async function keepAnew(envelope: KeyEnvelope, ring: KeyRing, place: KeyPlace): Promise<void> {
  const suite = suiteIn(place.dataDir);
  const kept = (await keepInSystem(place.system, ring.root, suite)) ?? keepInFile(place.dataDir, ring.root, suite);
  writeEnvelope(place.dataDir, { ...envelope, kept });
  if (kept.keeper === 'system') dropKeyFile(place.dataDir);
}

/**
 * The system's key store takes the root over from the key file once somebody holds the recovery key: before, a reset of
 * the system's password would be the loss of everything.
 */
export async function handToSystem(envelope: KeyEnvelope, ring: KeyRing, place: KeyPlace): Promise<void> {
  const { kept, recovery } = envelope;
  const isHeld = recovery.printedAt !== null || recovery.cityAt !== null;
  if (kept.keeper === 'passphrase' || !isHeld) return;
  if (kept.keeper === 'file') {
    const taken = await keepInSystem(place.system, ring.root, suiteIn(place.dataDir));
    if (!taken) return;
    writeEnvelope(place.dataDir, { ...envelope, kept: taken });
  }
  // Also what a start that was cut off here left.
  dropKeyFile(place.dataDir);
}

/**
 * The same root and recovery key, wrapped in the suite in which is written now: a center may have gone over to another
 * since. What its keeper does not give again stays as it is, and names its own.
 * @param typed the passphrase, where one was just typed: nobody else has it.
 */
async function inSuite(
  envelope: KeyEnvelope,
  ring: KeyRing,
  { dataDir, system }: KeyPlace,
  typed?: string,
): Promise<KeyEnvelope> {
  const wanted = suiteIn(dataDir);
  const kept =
    suiteOfKept(envelope.kept) === wanted
      ? null
      : await keptAgain(envelope.kept, { ring, dataDir, system, wanted, typed });
  const recovery = recoveryInSuite(envelope, ring, wanted);
  if (!kept && recovery === envelope.recovery) return envelope;
  const next = { ...envelope, kept: kept ?? envelope.kept, recovery };
  writeEnvelope(dataDir, next);
  return next;
}

interface KeptAgain extends Pick<KeyPlace, 'dataDir' | 'system'> {
  readonly ring: KeyRing;
  readonly wanted: SuiteId;
  readonly typed: string | undefined;
}

async function keptAgain(kept: Kept, { ring, dataDir, system, wanted, typed }: KeptAgain): Promise<Kept | null> {
  switch (kept.keeper) {
    case 'file':
      return keepInFile(dataDir, ring.root, wanted);
    case 'system':
      return keepInSystem(system, ring.root, wanted);
    case 'passphrase':
      return typed === undefined ? null : keepUnderPassphrase(typed, ring.root, wanted, kept);
  }
}
