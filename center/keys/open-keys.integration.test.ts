import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recoveryKeyText } from '../../domain/keys/recovery-key.ts';
import { type KeyEnvelope, openByRecoveryKey, ownRecoveryKey, readEnvelope, writeEnvelope } from './envelope.ts';
import { keepUnderPassphrase, type SystemKeyStore } from './keepers.ts';
import { type KeyRing, keyRingOf } from './key-ring.ts';
import { isLocked, KeysGone, type LockedKeys, openKeys } from './open-keys.ts';
import { standInKeyStore } from './testing.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const keyFile = () => join(folder, 'center.key');
const envelopeFile = () => join(folder, 'center.keys.json');
const found = (storeExists: boolean, system: SystemKeyStore | null = null) =>
  openKeys({ dataDir: folder, storeExists, system, now: () => 1_000 });

async function opened(storeExists: boolean, system: SystemKeyStore | null = null): Promise<KeyRing> {
  const keys = await found(storeExists, system);
  if (isLocked(keys)) throw new Error(keys.reason);
  return keys;
}

async function lockedBy(system: SystemKeyStore | null = null): Promise<LockedKeys> {
  const keys = await found(true, system);
  if (!isLocked(keys)) throw new Error('the keys are open');
  return keys;
}

function envelope(): KeyEnvelope {
  const now = readEnvelope(folder);
  if (typeof now === 'string') throw new Error(now);
  return now;
}

/** As somebody has it on paper. */
function printed(keys: KeyRing): string {
  const key = ownRecoveryKey(envelope(), keys);
  if (!key) throw new Error('another root');
  return recoveryKeyText(key);
}

const notePrinted = () =>
  writeEnvelope(folder, { ...envelope(), recovery: { ...envelope().recovery, printedAt: 2_000 } });

describe('the first start', () => {
  test('makes keys of its own for each purpose, in files that only the owner can read', async () => {
    const keys = await opened(false);
    const all = [keys.root, keys.store, keys.files, keys.secrets].map((key) => Buffer.from(key).toString('hex'));
    expect(new Set(all).size).toBe(4);
    expect(all.every((key) => key.length === 64)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['center.key', 'center.keys.copy.json', 'center.keys.json']);
    if (process.platform !== 'win32') {
      for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    }
    expect(await opened(true)).toEqual(keys);
  });

  test('leaves neither the root nor any key of the ring on the disk', async () => {
    const keys = await opened(false);
    const text = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
    for (const key of [keys.root, keys.store, keys.files, keys.secrets]) {
      for (const bytes of text) {
        expect(bytes.includes(Buffer.from(key))).toBe(false);
        expect(bytes.includes(Buffer.from(key).toString('base64'))).toBe(false);
      }
    }
  });

  test('of two processes at once ends with one root', async () => {
    const all = await Promise.all([opened(false), opened(false), opened(false)]);
    expect(new Set(all.map(({ keyId }) => keyId)).size).toBe(1);
  });

  test('that was cut off before its key file was whole begins anew, while there is no store that it could open', async () => {
    writeFileSync(keyFile(), 'half');
    expect(await opened(false)).toEqual(await opened(true));
  });

  test('closes a key file that others could read', async () => {
    await opened(false);
    chmodSync(keyFile(), 0o644);
    await opened(true);
    if (process.platform !== 'win32') expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  });
});

describe('a store from before there were envelopes', () => {
  const old = new Uint8Array(32).map((_, place) => place);

  test('opens by its key file, which stays what it was, and gets an envelope and a recovery key', async () => {
    writeFileSync(keyFile(), old);
    const keys = await opened(true);
    expect(keys.store).toEqual(old);
    expect(keys).toEqual(keyRingOf(old, 'root'));
    expect(new Uint8Array(readFileSync(keyFile()))).toEqual(old);
    const recovery = printed(keys);
    rmSync(keyFile());
    expect((await (await lockedBy()).unlock(recovery))?.store).toEqual(old);
    expect((await opened(true)).store).toEqual(old);
  });

  test('opens also where the start that made the envelope was cut off at any step', async () => {
    writeFileSync(keyFile(), old);
    await opened(true);
    rmSync(join(folder, 'center.keys.copy.json'));
    expect((await opened(true)).store).toEqual(old);
    rmSync(envelopeFile());
    writeFileSync(`${envelopeFile()}.77-0a0b0c0d.tmp`, '{"format":1');
    expect((await opened(true)).store).toEqual(old);
  });

  test('whose key file is gone or not whole is refused in words and left as it is: a new key would lock it away', async () => {
    await expect(found(true)).rejects.toThrow(KeysGone);
    writeFileSync(keyFile(), 'short');
    await expect(found(true)).rejects.toThrow(/数据没有动/);
    expect(readdirSync(folder)).toEqual(['center.key']);
    expect(readFileSync(keyFile(), 'utf8')).toBe('short');
  });
});

describe('a damaged envelope', () => {
  test('is read from its copy, and mended at the next change', async () => {
    const keys = await opened(false);
    writeFileSync(envelopeFile(), '{"format":1,');
    expect(await opened(true)).toEqual(keys);
    notePrinted();
    expect(envelope().recovery.printedAt).toBe(2_000);
  });

  test('whose copy is damaged too is refused in words, and nothing is made anew', async () => {
    await opened(false);
    for (const file of ['center.keys.json', 'center.keys.copy.json']) writeFileSync(join(folder, file), 'x');
    await expect(found(true)).rejects.toThrow(/密钥信封/);
    await expect(found(false)).rejects.toThrow(KeysGone);
    expect(readFileSync(envelopeFile(), 'utf8')).toBe('x');
  });

  test('in which one sign of a ciphertext was changed opens nothing, and neither the wrong way', async () => {
    const keys = await opened(false);
    const recovery = printed(keys);
    const whole = envelope();
    const turned = (text: string) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
    const root = { ...whole.kept.root, ciphertext: turned(whole.kept.root.ciphertext) };
    writeEnvelope(folder, { ...whole, kept: { ...whole.kept, root } });
    expect((await (await lockedBy()).unlock(recovery))?.root).toEqual(keys.root);
    const broken = { ...whole.recovery.root, nonce: turned(whole.recovery.root.nonce) };
    expect(openByRecoveryKey({ ...whole, recovery: { ...whole.recovery, root: broken } }, recovery)).toBeNull();
  });
});

describe('the recovery key', () => {
  test('opens when the key file is lost, has the root kept anew, and the next start asks nobody', async () => {
    const keys = await opened(false);
    const recovery = printed(keys);
    rmSync(keyFile());
    const locked = await lockedBy();
    expect(locked.asks).toBe('recovery');
    expect(locked.reason).toContain('数据没有动');
    expect(existsSync(keyFile())).toBe(false);
    expect(await locked.unlock(recovery)).toEqual(keys);
    expect(await opened(true)).toEqual(keys);
  });

  test('of another center opens nothing and changes nothing; a miscopied one names its group', async () => {
    const keys = await opened(false);
    const recovery = printed(keys);
    rmSync(keyFile());
    const before = readFileSync(envelopeFile(), 'utf8');
    const locked = await lockedBy();
    expect(await locked.unlock(recoveryKeyText(new Uint8Array(20).fill(7)))).toBeNull();
    await expect(locked.unlock(recovery.replace(/^./, (sign) => (sign === '2' ? '3' : '2')))).rejects.toThrow(
      /第 1 组/,
    );
    expect(readFileSync(envelopeFile(), 'utf8')).toBe(before);
    expect(existsSync(keyFile())).toBe(false);
  });

  test('opens although the recovery was cut off between the new key file and the envelope', async () => {
    const keys = await opened(false);
    const recovery = printed(keys);
    writeFileSync(keyFile(), new Uint8Array(32).fill(3));
    expect(await (await lockedBy()).unlock(recovery)).toEqual(keys);
    expect(new Uint8Array(readFileSync(keyFile()))).toEqual(new Uint8Array(32).fill(3));
    expect(await opened(true)).toEqual(keys);
  });

  test('opens the envelope that lies beside a backup, on another machine', async () => {
    const keys = await opened(false);
    expect(openByRecoveryKey(envelope(), printed(keys))).toEqual(keys);
  });
});

describe('the key store of the system', () => {
  test('takes the root over once somebody holds the recovery key, and not before; the key file then goes', async () => {
    const { store } = standInKeyStore();
    const keys = await opened(false, store);
    expect(envelope().kept.keeper).toBe('file');
    notePrinted();
    expect(await opened(true, store)).toEqual(keys);
    expect(envelope().kept).toMatchObject({ keeper: 'system', backend: 'dpapi' });
    expect(existsSync(keyFile())).toBe(false);
    expect(await opened(true, store)).toEqual(keys);
  });

  test.each([
    ['whose backend changed', { machine: 2 }],
    ['of a user whose password was reset', { broken: true }],
    ['that is gone', { backend: null }],
  ])('%s leads to recovery, not to loss', async (_, change) => {
    const { state, store } = standInKeyStore();
    const keys = await opened(false, store);
    const recovery = printed(keys);
    notePrinted();
    await opened(true, store);
    Object.assign(state, change);
    const locked = await lockedBy(store);
    expect(locked.reason).toContain('系统的密钥库');
    expect(await locked.unlock(recovery)).toEqual(keys);
    expect(await opened(true, store)).toEqual(keys);
  });

  test('that does not give back what it was given is not trusted', async () => {
    const { store } = standInKeyStore();
    const forgetful = { ...store, unseal: async () => null };
    const keys = await opened(false, forgetful);
    notePrinted();
    expect(await opened(true, forgetful)).toEqual(keys);
    expect(envelope().kept.keeper).toBe('file');
    expect(existsSync(keyFile())).toBe(true);
  });

  test('is not there outside of the desktop program: the page says how to go on', async () => {
    const { store } = standInKeyStore();
    await opened(false, store);
    notePrinted();
    await opened(true, store);
    expect((await lockedBy()).reason).toContain('请改用桌面程序打开');
  });
});

describe('a passphrase', () => {
  test('is asked for at each start, and the recovery key opens where it was forgotten', async () => {
    const keys = await opened(false);
    const recovery = printed(keys);
    writeEnvelope(folder, {
      ...envelope(),
      kept: await keepUnderPassphrase('东风 吹过 2026', keys.root, 'standard', { memoryKiB: 64, passes: 1 }),
    });
    rmSync(keyFile());
    const locked = await lockedBy();
    expect(locked.asks).toBe('passphrase');
    expect(await locked.unlock('东风 吹过')).toBeNull();
    expect(await locked.unlock('东风 吹过 ２０２６')).toEqual(keys);
    expect((await lockedBy()).asks).toBe('passphrase');
    expect(await (await lockedBy()).unlock(recovery)).toEqual(keys);
    expect(await opened(true)).toEqual(keys);
  });
});
