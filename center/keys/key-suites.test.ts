import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testId } from '../../domain/cases/testing-facts.ts';
import { recoveryKeyText } from '../../domain/keys/recovery-key.ts';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { addToErasureFile, readErasureFile } from '../backups/erasure-file.ts';
import { writeStationFile } from '../station-file.ts';
import { type KeyEnvelope, ownRecoveryKey, readEnvelope, writeEnvelope } from './envelope.ts';
import { keepUnderPassphrase, type SystemKeyStore } from './keepers.ts';
import type { KeyRing } from './key-ring.ts';
import { isLocked, openKeys } from './open-keys.ts';
import { standInKeyStore } from './testing.ts';

/** As a program wrote it that knew one suite. */
const before = {
  keyFile: '0Vp1J/U2LUWVziLVf6jZeoHu1vQ+u+ncNxJ92+F++Oc=',
  root: 'lMRUKrfkIJFwDqEU1KlkM2LsRlXIi/IfTHtDb0ATquM=',
  recovery: 'E0228-6KWBJ-Q17Q3-C8EX5-BMH9H-41ECB-CQEHB-6F2NT',
  envelope: {
    ...{ format: 1, keyId: '475cef065a606a40', store: 'hkdf-sha256' },
    kept: {
      ...{ keeper: 'file', kdf: 'hkdf-sha256' },
      root: {
        ...{ algorithm: 'aes-256-gcm', nonce: 'Jhwhr2rC8aUT4mue' },
        ciphertext: 'PTBj0YcjdqcsKpGkUM8yhMIEf7QfeyqLC+7zoJqMmmdVwn9dDzSH3u8uNlE1z4Wb',
      },
    },
    recovery: {
      kdf: 'hkdf-sha256',
      root: {
        ...{ algorithm: 'aes-256-gcm', nonce: '4by+ixjVqCBrfo/+' },
        ciphertext: 'Ph0Z8Q5DDAfI7MS9+7lrFiKK0Kj+WXTGI1Q5n9mdjwmEaxq+YtIJdOIvnpBHfOhs',
      },
      own: {
        ...{ algorithm: 'aes-256-gcm', nonce: 'LF2VUO2dDj6rjWFA' },
        ciphertext: 'SdMFzPExY8/zGho+XpsQu6mhQWC7lxdJediEfS53Tls2bZGu',
      },
      ...{ madeAt: 1_000, printedAt: 2_000, cityAt: null },
    },
  },
  passphrase: {
    ...{ keeper: 'passphrase', kdf: 'argon2id', salt: 'aZiFp7rJXjiRkhZTpsvrYw==', memoryKiB: 64, passes: 1 },
    root: {
      ...{ algorithm: 'aes-256-gcm', nonce: 'fartSNc8HLdD8wwu' },
      ciphertext: 'YozbTtS09Mi8lnHFMpjTGqzfeMdgelq8963w5FA8o3D1ckiri+2aZ1Iyqn04fCaF',
    },
  },
} as const satisfies { envelope: KeyEnvelope; passphrase: KeyEnvelope['kept']; [more: string]: unknown };
const PASSPHRASE = '东风 吹过 2026';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-key-suites-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As the city says it at the enrolment. */
const goOverTo = (suite: SuiteId) =>
  writeStationFile(join(folder, 'station.json'), {
    ...{ origin: 'http://127.0.0.1:5190', feed: '410105', name: '中心', serverId: 'a', serverKey: 'b', suite },
    ...{ stationId: 'c', incarnation: 1, privateKey: 'd' },
  });

const found = (system: SystemKeyStore | null = null) =>
  openKeys({ dataDir: folder, storeExists: true, system, now: () => 3_000 });

async function opened(system: SystemKeyStore | null = null): Promise<KeyRing> {
  const keys = await found(system);
  if (isLocked(keys)) throw new Error(keys.reason);
  return keys;
}

async function unlocked(typed: string): Promise<KeyRing | null> {
  const keys = await found();
  return isLocked(keys) ? keys.unlock(typed) : null;
}

function envelope(): KeyEnvelope {
  const now = readEnvelope(folder);
  if (typeof now === 'string') throw new Error(now);
  return now;
}

/** Of what keeps the root, of what the recovery key opens, of the recovery key itself. */
const algorithms = ({ kept, recovery }: KeyEnvelope) => [
  `${kept.kdf} ${kept.root.algorithm}`,
  `${recovery.kdf} ${recovery.root.algorithm}`,
  recovery.own.algorithm,
];
const inStandard = ['hkdf-sha256 aes-256-gcm', 'hkdf-sha256 aes-256-gcm', 'aes-256-gcm'];
const inSm = ['hkdf-sm3 sm4-gcm', 'hkdf-sm3 sm4-gcm', 'sm4-gcm'];

function lieHere(kept: KeyEnvelope['kept'] = before.envelope.kept): void {
  writeFileSync(join(folder, 'center.key'), Buffer.from(before.keyFile, 'base64'), { mode: 0o600 });
  writeEnvelope(folder, { ...before.envelope, kept });
}

describe('an envelope from before there was a second suite', () => {
  test('opens, by its keeper and by the recovery key on paper, and is left as it was', async () => {
    lieHere();
    const text = readFileSync(join(folder, 'center.keys.json'), 'utf8');
    const keys = await opened();
    expect(Buffer.from(keys.root).toString('base64')).toBe(before.root);
    expect(readFileSync(join(folder, 'center.keys.json'), 'utf8')).toBe(text);
    rmSync(join(folder, 'center.key'));
    expect(await unlocked(before.recovery)).toEqual(keys);
  });

  test('is wrapped by SM3 and SM4 at the next start of a center that went over; the same keys, the same paper', async () => {
    lieHere();
    const keys = await opened();
    expect(algorithms(envelope())).toEqual(inStandard);
    goOverTo('sm');
    expect(await opened()).toEqual(keys);
    expect(algorithms(envelope())).toEqual(inSm);
    expect(envelope().recovery).toMatchObject({ madeAt: 1_000, printedAt: 2_000 });
    expect(readFileSync(join(folder, 'center.keys.copy.json'), 'utf8')).not.toContain('aes-256-gcm');
    expect(await opened()).toEqual(keys);
    rmSync(join(folder, 'center.key'));
    expect(await unlocked(before.recovery)).toEqual(keys);
    expect(algorithms(envelope())).toEqual(inSm);
  });

  test('goes back with a city that goes back', async () => {
    lieHere();
    goOverTo('sm');
    const keys = await opened();
    goOverTo('standard');
    expect(await opened()).toEqual(keys);
    expect(algorithms(envelope())).toEqual(inStandard);
  });

  test('under a passphrase goes over once somebody types it', async () => {
    lieHere(before.passphrase);
    rmSync(join(folder, 'center.key'));
    goOverTo('sm');
    const keys = await unlocked(PASSPHRASE);
    expect(Buffer.from(keys?.root ?? []).toString('base64')).toBe(before.root);
    expect(algorithms(envelope())).toEqual(['argon2id+hkdf-sm3 sm4-gcm', ...inSm.slice(1)]);
    expect(await unlocked('东风 吹过')).toBeNull();
    expect(await unlocked(PASSPHRASE)).toEqual(keys);
  });

  test('in the key store of the system goes over with a secret of its own, and stays where that refuses', async () => {
    lieHere();
    const { store } = standInKeyStore();
    const keys = await opened(store);
    goOverTo('sm');
    expect(await opened({ ...store, seal: async () => null })).toEqual(keys);
    expect(algorithms(envelope())).toEqual([inStandard[0], ...inSm.slice(1)]);
    expect(await opened(store)).toEqual(keys);
    expect(envelope().kept.keeper).toBe('system');
    expect(algorithms(envelope())).toEqual(inSm);
  });
});

test('a center whose first envelope is of SM opens by its recovery key, and a changed id opens nothing', async () => {
  goOverTo('sm');
  const made = await openKeys({ dataDir: folder, storeExists: false, system: null, now: () => 1_000 });
  if (isLocked(made)) throw new Error(made.reason);
  expect(algorithms(envelope())).toEqual(inSm);
  const recovery = recoveryKeyText(ownRecoveryKey(envelope(), made) ?? new Uint8Array());
  const own = envelope();
  const kept = await keepUnderPassphrase(PASSPHRASE, made.root, 'sm', { memoryKiB: 64, passes: 1 });
  writeEnvelope(folder, { ...own, kept });
  expect(await unlocked(PASSPHRASE)).toEqual(made);
  const root = { ...own.kept.root, algorithm: 'aes-256-gcm' as const };
  writeEnvelope(folder, { ...own, kept: { ...own.kept, root } });
  expect(isLocked(await found())).toBe(true);
  expect(await unlocked(recovery)).toEqual(made);
});

test('the list of erasures beside the store names its algorithm, and grows from one suite into the other', async () => {
  lieHere();
  const keys = await opened();
  const refuse = () => {
    throw new Error('unreadable');
  };
  const erasure = (digit: number) => ({
    ...{ orderId: testId(digit), caseId: testId(9), actionIds: [testId(8)], ground: 'other_law' as const, at: digit },
    ...{ requestedBy: testId(6), approvedBy: testId(7) },
  });
  for (const [digit, suite, algorithm] of [
    [1, 'standard', 'aes-256-gcm'],
    [2, 'sm', 'sm4-gcm'],
  ] as const) {
    addToErasureFile({ folder, keys, suite }, [erasure(digit)], refuse);
    expect(readFileSync(join(folder, 'erased.json'), 'utf8')).toContain(`"algorithm":"${algorithm}"`);
  }
  expect(readErasureFile(folder, keys, refuse).map(({ at }) => at)).toEqual([1, 2]);
});
