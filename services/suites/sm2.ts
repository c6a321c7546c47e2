import { sm2 } from 'sm-crypto-v2';
import { derivedKey } from './derive.ts';
import type { SignatureAlgorithm } from './signature.ts';

/** SPKI and PKCS 8 of a key on the curve of SM2 (GM/T 0009, OID 1.2.156.10197.1.301), up to where the key itself begins. */
const SPKI_HEAD = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex');
const PKCS8_HEAD = Buffer.from('308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420', 'hex');
const PUBLIC_HEAD = Buffer.from('a144034200', 'hex');
const SCALAR_BYTES = 32;
const POINT_BYTES = 65;
const SIGNATURE_BYTES = 2 * SCALAR_BYTES;
/** The order of the curve (GB/T 32918.5). */
const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

/** The point of an SM2 key in SPKI, as hex; null where it is another kind of key, or no point of the curve. */
function pointIn(publicKey: string): string | null {
  const der = Buffer.from(publicKey, 'base64');
  if (der.byteLength !== SPKI_HEAD.byteLength + POINT_BYTES || !der.subarray(0, SPKI_HEAD.byteLength).equals(SPKI_HEAD))
    return null;
  const point = der.subarray(SPKI_HEAD.byteLength).toString('hex');
  try {
    return sm2.verifyPublicKey(point) ? point : null;
  } catch {
    return null; // no point of the curve: that is the answer
  }
}

const points = new Map<string, string | null>();
const MOST_POINTS = 10_000;

/** Checked once: whether a point is on the curve takes as long as a tenth of a signature. */
function knownPoint(publicKey: string): string | null {
  const known = points.get(publicKey);
  if (known !== undefined) return known;
  if (points.size >= MOST_POINTS) points.clear();
  const point = pointIn(publicKey);
  points.set(publicKey, point);
  return point;
}

function derOf(privateKey: string): Buffer | null {
  const [, base64] =
    /^-----BEGIN PRIVATE KEY-----\s+([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----\s*$/.exec(privateKey) ?? [];
  const der = Buffer.from(base64 ?? '', 'base64');
  const isSm2 = der.subarray(0, PKCS8_HEAD.byteLength).equals(PKCS8_HEAD);
  return isSm2 && der.byteLength === PKCS8_HEAD.byteLength + SCALAR_BYTES + PUBLIC_HEAD.byteLength + POINT_BYTES
    ? der
    : null;
}

function halves(der: Buffer): { readonly scalar: string; readonly point: string } {
  return {
    scalar: der.subarray(PKCS8_HEAD.byteLength, PKCS8_HEAD.byteLength + SCALAR_BYTES).toString('hex'),
    point: der.subarray(-POINT_BYTES).toString('hex'),
  };
}

function requireHalves(privateKey: string): ReturnType<typeof halves> {
  const der = derOf(privateKey);
  if (!der) throw new TypeError('not an SM2 private key');
  return halves(der);
}

const isScalar = (hex: string): boolean => {
  const value = BigInt(`0x${hex}`);
  return value > 0n && value < ORDER;
};

export const isSm2Key = (publicKey: string): boolean => knownPoint(publicKey) !== null;
export const isSm2PrivateKey = (privateKey: string): boolean => derOf(privateKey) !== null;

function pemOf(scalar: string, point: string): string {
  const keys = [PKCS8_HEAD, Buffer.from(scalar, 'hex'), PUBLIC_HEAD, Buffer.from(point, 'hex')];
  const lines = Buffer.concat(keys)
    .toString('base64')
    .replaceAll(/(.{64})/g, '$1\n');
  return `-----BEGIN PRIVATE KEY-----\n${lines.trimEnd()}\n-----END PRIVATE KEY-----\n`;
}

const spkiOf = (point: string): string => Buffer.concat([SPKI_HEAD, Buffer.from(point, 'hex')]).toString('base64');

export interface Sm2Key {
  /** PKCS 8 in PEM. */
  readonly privateKey: string;
  /** SPKI in base64. */
  readonly publicKey: string;
}

/** The same key each time, of a secret of full strength; for one purpose. Twice the order's length leaves no bias. */
export function sm2KeyFrom(secret: Uint8Array, purpose: string): Sm2Key {
  const wide = ['1', '2'].map((half) => derivedKey(secret, `${purpose} sm2 ${half}`, { kdf: 'hkdf-sm3' }));
  const scalar = (BigInt(`0x${Buffer.concat(wide).toString('hex')}`) % (ORDER - 1n)) + 1n;
  const hex = scalar.toString(16).padStart(2 * SCALAR_BYTES, '0');
  const point = sm2.getPublicKeyFromPrivateKey(hex);
  return { privateKey: pemOf(hex, point), publicKey: spkiOf(point) };
}

/** C1C3C2 of GB/T 32918.4 and GB/T 35276: the point without its first byte, the digest, the ciphertext. */
const C1C3C2 = 1;
const LEAST_CIPHERTEXT = POINT_BYTES - 1 + SCALAR_BYTES;

/** @throws TypeError where it is no SM2 key. */
export function encryptSm2(publicKey: string, bytes: Uint8Array): Uint8Array {
  const point = knownPoint(publicKey);
  if (point === null) throw new TypeError('not an SM2 key');
  return new Uint8Array(Buffer.from(sm2.doEncrypt(bytes, point, C1C3C2), 'hex'));
}

/** Null where it was encrypted for another key, or was changed. */
export function decryptSm2(privateKey: string, encrypted: Uint8Array): Uint8Array | null {
  const { scalar } = requireHalves(privateKey);
  if (encrypted.byteLength <= LEAST_CIPHERTEXT) return null;
  try {
    const bytes = sm2.doDecrypt(Buffer.from(encrypted).toString('hex'), scalar, C1C3C2, { output: 'array' });
    // The library gives nothing where the digest does not hold.
    return bytes.byteLength === encrypted.byteLength - LEAST_CIPHERTEXT ? new Uint8Array(bytes) : null;
  } catch {
    return null; // its first part is no point of the curve: that is the answer
  }
}

/** SM2 with SM3 (GB/T 32918.2) under the default identity of GM/T 0009; a signature is r and s, 32 bytes each. */
export const sm2Sm3: SignatureAlgorithm = {
  id: 'sm2-sm3',
  newPrivateKey() {
    const { privateKey, publicKey } = sm2.generateKeyPairHex();
    return pemOf(privateKey, publicKey);
  },
  publicKeyOf: (privateKey) => spkiOf(requireHalves(privateKey).point),
  sign(privateKey, text) {
    const { scalar, point } = requireHalves(privateKey);
    return Buffer.from(sm2.doSignature(Buffer.from(text), scalar, { hash: true, publicKey: point }), 'hex');
  },
  verify(publicKey, text, signature) {
    const point = knownPoint(publicKey);
    if (point === null || signature.byteLength !== SIGNATURE_BYTES) return false;
    const hex = Buffer.from(signature).toString('hex');
    // The library throws for numbers that are out of range.
    if (!isScalar(hex.slice(0, 2 * SCALAR_BYTES)) || !isScalar(hex.slice(2 * SCALAR_BYTES))) return false;
    return sm2.doVerifySignature(Buffer.from(text), hex, point, { hash: true });
  },
};
