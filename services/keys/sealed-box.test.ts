import { describe, expect, test } from 'vitest';
import { type SealedBox, sealedBoxSchema } from '../../contract/sync-keys.ts';
import { suiteIds } from '../../domain/suites/suite-ids.ts';
import { openSealed, recipientOf, sealFor } from './sealed-box.ts';

const secret = new Uint8Array(32).fill(7);
const content = new TextEncoder().encode('recovery');

/** As it came from another box: what the key inside comes from. */
function withKeyOf(box: SealedBox, other: SealedBox): SealedBox {
  if (box.algorithm === 'sm2-hkdf-sm3-sm4-gcm' && other.algorithm === box.algorithm)
    return { ...box, wrappedKey: other.wrappedKey };
  if (box.algorithm === 'x25519-hkdf-sha256-aes-256-gcm' && other.algorithm === box.algorithm)
    return { ...box, ephemeral: other.ephemeral };
  throw new Error('two boxes of one suite');
}

describe.each(suiteIds)('a box in the suite %s', (suite) => {
  test('is opened by its recipient alone, for its purpose alone, and unchanged alone', () => {
    const box = sealFor(recipientOf(secret, suite), content, 'a');
    expect(sealedBoxSchema.parse(JSON.parse(JSON.stringify(box)))).toEqual(box);
    expect(box.algorithm).toBe(suite === 'sm' ? 'sm2-hkdf-sm3-sm4-gcm' : 'x25519-hkdf-sha256-aes-256-gcm');
    expect(openSealed(secret, box, 'a')).toEqual(content);
    expect(() => openSealed(new Uint8Array(32).fill(8), box, 'a')).toThrow();
    expect(() => openSealed(secret, box, 'b')).toThrow();
    const other = sealFor(recipientOf(secret, suite), content, 'a');
    expect(() => openSealed(secret, withKeyOf(box, other), 'a')).toThrow();
    expect(() => openSealed(secret, { ...box, nonce: other.nonce }, 'a')).toThrow();
    expect(other.ciphertext).not.toBe(box.ciphertext);
  });

  test('is for the same key at each start of a city, and another for another secret', () => {
    expect(recipientOf(secret, suite)).toBe(recipientOf(secret, suite));
    expect(recipientOf(new Uint8Array(32).fill(8), suite)).not.toBe(recipientOf(secret, suite));
  });
});

test('a box from before there was a second suite is opened', () => {
  const box = {
    algorithm: 'x25519-hkdf-sha256-aes-256-gcm',
    ephemeral: 'MCowBQYDK2VuAyEAqdfpkGnHLOx8gpZoGFcjFnn8mqmeNK5TOTA0ira1j1c=',
    nonce: 'GORWMqTPU7mJb2Lg',
    ciphertext: 'PtDnShv2F2g7GxMm9VoSLpXgSDEgcjFy',
  };
  expect(openSealed(secret, sealedBoxSchema.parse(box), 'a')).toEqual(content);
});
