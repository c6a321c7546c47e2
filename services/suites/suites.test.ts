import {
  createCipheriv,
  createHmac,
  createPublicKey,
  createSecretKey,
  getCiphers,
  getHashes,
  hash,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { sm4 } from 'sm-crypto-v2';
import { describe, expect, test } from 'vitest';
import { aeadIds, aeads } from './aead.ts';
import { contentDigest } from './content-digest.ts';
import { derivedKey, macs } from './derive.ts';
import { sha256Hash, sm3Hash } from './hash.ts';
import {
  algorithmOfKey,
  algorithmOfPrivateKey,
  ed25519,
  isSignedBy,
  readSignatureText,
  signedText,
} from './signature.ts';
import { decryptSm2, encryptSm2, isSm2Key, sm2KeyFrom, sm2Sm3 } from './sm2.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

describe('SM3 (GB/T 32905-2016, annex A)', () => {
  test('gives the digests of the standard, of text and of bytes in pieces', () => {
    expect(sm3Hash.digest('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    const long = 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732';
    expect(sm3Hash.digest('abcd'.repeat(16))).toBe(long);
    expect(sm3Hash.digest('abcd', Buffer.from('abcd'.repeat(15)))).toBe(long);
  });

  test.runIf(getHashes().includes('sm3'))('agrees with OpenSSL on any bytes', () => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 1_000]) {
      const bytes = randomBytes(length);
      expect(sm3Hash.digest(bytes)).toBe(hash('sm3', bytes));
    }
    expect(sm3Hash.digest('枫桥经验')).toBe(hash('sm3', '枫桥经验'));
  });

  test('each hash knows the others by their ids, and no other', () => {
    expect([sm3Hash.named('sha256')?.id, sha256Hash.named('sm3')?.id, sm3Hash.named('md5')]).toEqual([
      'sha256',
      'sm3',
      null,
    ]);
  });
});

describe('SM4 of the library', () => {
  const key = hex('0123456789abcdeffedcba9876543210');
  test('gives the block of the standard (GB/T 32907-2016, annex A)', () => {
    const block = sm4.encrypt(key, key, { mode: 'ecb', padding: 'none', output: 'array' });
    expect(Buffer.from(block).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246');
  });

  test('gives the ciphertext and tag of GCM (RFC 8998, A.1)', () => {
    const { output, tag } = sm4.encrypt(
      hex(`aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd
           eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa`),
      key,
      {
        ...{ mode: 'gcm', iv: hex('00001234567800000000abcd'), output: 'array', outputTag: true },
        associatedData: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
      },
    );
    expect(Buffer.from(output).toString('hex')).toBe(
      '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735' +
        'd82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d',
    );
    expect(Buffer.from(tag ?? []).toString('hex')).toBe('83de3541e4c2b58177e065a9bf7b62ec');
  });

  test.runIf(getCiphers().includes('sm4-ecb'))('agrees with OpenSSL on any bytes', () => {
    const [secret, bytes] = [randomBytes(16), randomBytes(160)];
    const cipher = createCipheriv('sm4-ecb', secret, null).setAutoPadding(false);
    const block = sm4.encrypt(bytes, secret, { mode: 'ecb', padding: 'none', output: 'array' });
    expect(Buffer.from(block).equals(Buffer.concat([cipher.update(bytes), cipher.final()]))).toBe(true);
  });
});

describe('SM2 (GB/T 32918)', () => {
  const spki = (point: string) =>
    Buffer.concat([hex('3059301306072a8648ce3d020106082a811ccf5501822d034200'), hex(point)]).toString('base64');

  test('verifies the signature of the standard (GB/T 32918.5-2017, A.2)', () => {
    const publicKey = spki(
      `04 09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020
          ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13`,
    );
    const signature = hex(
      `f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3
       b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa`,
    );
    expect(sm2Sm3.verify(publicKey, 'message digest', signature)).toBe(true);
    expect(sm2Sm3.verify(publicKey, 'message digesu', signature)).toBe(false);
  });

  test('a key and its signatures are read by what they name; OpenSSL reads the key', () => {
    const privateKey = sm2Sm3.newPrivateKey();
    const publicKey = sm2Sm3.publicKeyOf(privateKey);
    expect([algorithmOfKey(publicKey)?.id, algorithmOfPrivateKey(privateKey).id]).toEqual(['sm2-sm3', 'sm2-sm3']);
    const text = signedText(privateKey, '调解协议');
    expect(text).toMatch(/^sm2-sm3:[\w-]{86}$/);
    expect(isSignedBy(publicKey, '调解协议', text)).toBe(true);
    expect(isSignedBy(publicKey, '调解协定', text)).toBe(false);
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    expect(key.export({ type: 'spki', format: 'der' }).toString('base64')).toBe(publicKey);
  });

  test('what is no signature, or is of another algorithm, is not one', () => {
    const [sm, ed] = [sm2Sm3.newPrivateKey(), ed25519.newPrivateKey()];
    const [smKey, edKey] = [sm2Sm3.publicKeyOf(sm), ed25519.publicKeyOf(ed)];
    for (const length of [0, 1, 63, 64, 65])
      for (const byte of [0, 1, 255]) expect(sm2Sm3.verify(smKey, 'x', new Uint8Array(length).fill(byte))).toBe(false);
    expect(isSignedBy(edKey, 'x', signedText(sm, 'x'))).toBe(false);
    expect(isSignedBy(smKey, 'x', signedText(ed, 'x'))).toBe(false);
    expect(isSignedBy(smKey, 'x', signedText(sm, 'x').replace('sm2-sm3:', ''))).toBe(false);
    expect(isSignedBy(smKey, 'x', 'rsa:AAAA')).toBe(false);
  });

  test('a point that is not on the curve, and what is no key at all, is no key', () => {
    expect(algorithmOfKey(spki(`04${'11'.repeat(64)}`))).toBeNull();
    for (const text of ['', 'x'.repeat(60), spki('04')]) expect(algorithmOfKey(text)).toBeNull();
  });
});

describe('SM2 as a cipher (GB/T 32918.4)', () => {
  const pem = (scalar: string, point: string) => {
    const head = '308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420';
    const der = Buffer.concat([hex(head), hex(scalar), hex('a144034200'), hex(point)]);
    return `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`;
  };

  test('opens the ciphertext of the standard (GB/T 32918.5-2017, C.2), and none that was changed', () => {
    const scalar = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8';
    const point = `04 09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020
      ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13`;
    const encrypted = hex(
      `04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73
       e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0
       59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766
       21886ca989ca9c7d58087307ca93092d651efa`,
    );
    const key = pem(scalar, point);
    expect(Buffer.from(decryptSm2(key, encrypted) ?? []).toString()).toBe('encryption standard');
    for (const place of [0, 40, 70, 100]) {
      const changed = Uint8Array.from(encrypted, (byte, index) => (index === place ? byte ^ 1 : byte));
      expect(decryptSm2(key, changed)).toBeNull();
    }
    expect(decryptSm2(key, encrypted.subarray(0, 96))).toBeNull();
  });

  test('a key that comes from a secret is one, and another for another purpose', () => {
    const secret = new Uint8Array(32).fill(1);
    const { privateKey, publicKey } = sm2KeyFrom(secret, 'a');
    expect([isSm2Key(publicKey), sm2Sm3.publicKeyOf(privateKey)]).toEqual([true, publicKey]);
    expect(sm2KeyFrom(secret, 'b').publicKey).not.toBe(publicKey);
    const bytes = randomBytes(32);
    expect(Buffer.from(decryptSm2(privateKey, encryptSm2(publicKey, bytes)) ?? []).equals(bytes)).toBe(true);
    expect(() => encryptSm2(ed25519.publicKeyOf(ed25519.newPrivateKey()), bytes)).toThrow(TypeError);
  });
});

describe('what seals, and what makes a key of a secret', () => {
  test.each(aeadIds)('%s opens with the same key and purpose alone, and unchanged alone', (id) => {
    const aead = aeads[id];
    const [key, about, bytes] = [randomBytes(32), Buffer.from('目的'), randomBytes(100)];
    const sealed = aead.seal(bytes, key, about);
    expect(Buffer.from(aead.open(sealed, key, about) ?? []).equals(bytes)).toBe(true);
    expect(aead.open(sealed, randomBytes(32), about)).toBeNull();
    expect(aead.open(sealed, key, Buffer.from('别的'))).toBeNull();
    const changed = Uint8Array.from(sealed.ciphertext, (byte, index) => (index === 3 ? byte ^ 1 : byte));
    expect(aead.open({ ...sealed, ciphertext: changed }, key, about)).toBeNull();
    expect(aead.open({ ...sealed, ciphertext: sealed.ciphertext.subarray(0, 15) }, key, about)).toBeNull();
    expect(aead.open({ ...sealed, nonce: randomBytes(8) }, key, about)).toBeNull();
    for (const other of aeadIds) if (other !== id) expect(aeads[other].open(sealed, key, about)).toBeNull();
  });

  test.runIf(getHashes().includes('sm3'))('HKDF and HMAC with SM3 agree with OpenSSL', () => {
    const secret = randomBytes(32);
    for (const salt of ['', '盐'])
      expect(derivedKey(secret, '目的', { kdf: 'hkdf-sm3', salt })).toEqual(
        new Uint8Array(hkdfSync('sm3', secret, salt, '目的', 32)),
      );
    for (const text of ['', '令牌', 'x'.repeat(200)]) {
      const mac = macs['hmac-sm3'].of(text, createSecretKey(secret));
      expect(Buffer.from(mac).equals(createHmac('sm3', secret).update(text).digest())).toBe(true);
    }
  });
});

test('a signature without an id is of the first suite, as all were before there was a second', () => {
  const privateKey = ed25519.newPrivateKey();
  const text = signedText(privateKey, 'x');
  expect(text).toMatch(/^[\w-]{86}$/);
  expect(readSignatureText(text)?.algorithm.id).toBe('ed25519');
  expect(isSignedBy(ed25519.publicKeyOf(privateKey), 'x', text)).toBe(true);
  expect(readSignatureText('md5:AAAA')).toBeNull();
});

test('the digest of a body names its hash (RFC 9530)', () => {
  expect(contentDigest(Buffer.from('abc'), 'ed25519')).toBe('sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:');
  expect(contentDigest(Buffer.from('abc'), 'sm2-sm3')).toBe(`sm3=:${hex(sm3Hash.digest('abc')).toString('base64')}:`);
});
