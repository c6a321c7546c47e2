import { expect, test } from 'vitest';
import { openSealed, recipientOf, sealFor } from './sealed-box.ts';

const secret = new Uint8Array(32).fill(7);
const content = new TextEncoder().encode('recovery');

test('a sealed box is opened by its recipient alone, for its purpose alone, and unchanged alone', () => {
  const box = sealFor(recipientOf(secret).publicKey, content, 'a');
  expect(openSealed(secret, box, 'a')).toEqual(content);
  expect(() => openSealed(new Uint8Array(32).fill(8), box, 'a')).toThrow();
  expect(() => openSealed(secret, box, 'b')).toThrow();
  const other = sealFor(recipientOf(secret).publicKey, content, 'a');
  expect(() => openSealed(secret, { ...box, ephemeral: other.ephemeral }, 'a')).toThrow();
  expect(other.ciphertext).not.toBe(box.ciphertext);
});
