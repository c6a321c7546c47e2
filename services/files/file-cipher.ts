import { createCipheriv, randomBytes } from 'node:crypto';
import { hkdf, sm4 } from 'sm-crypto-v2';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { openSm4Gcm, sealSm4Gcm } from '../suites/aead.ts';

/** How a file lies on the disk, as its first block names it; a file from before there were names is `bare`. */
type FileForm = 'aes-256-ctr' | 'sm4-ctr' | 'sm4-gcm';

const BLOCK_BYTES = 16;
const GCM_NONCE_BYTES = 12;

/** The first block of a file: no block of random bytes is one of these by chance. */
const names: Readonly<Record<FileForm, Uint8Array>> = {
  'aes-256-ctr': Buffer.from('fq:aes-256-ctr\0\0', 'latin1'),
  'sm4-ctr': Buffer.from('fq:sm4-ctr\0\0\0\0\0\0', 'latin1'),
  'sm4-gcm': Buffer.from('fq:sm4-gcm\0\0\0\0\0\0', 'latin1'),
};

/** Bytes before the content of a file that is named and in counter mode: its name and its first counter. */
export const PART_HEAD_BYTES = 2 * BLOCK_BYTES;

/** Encrypts what lies in a folder, each file under the id of its algorithm, which may differ from file to file. */
export interface FileCipher {
  /** A whole file as it is written now. */
  sealed(bytes: Uint8Array): Uint8Array;
  /** What a file says, whole or in parts; null where it was changed, as far as that can be told without the log's hash. */
  opened(content: Uint8Array): Uint8Array | null;
  /** The head of a new file that grows by parts. */
  newHead(): Uint8Array;
  /** Bytes of the head of a file that grows, by how it begins. */
  headBytes(beginning: Uint8Array): number;
  /** A part behind `offset` bytes of content. */
  part(bytes: Uint8Array, head: Uint8Array, offset: number): Uint8Array;
  /** Whether a file that has grown whole must be written anew. */
  isFinal(content: Uint8Array): boolean;
}

function formOf(content: Uint8Array): FileForm | 'bare' {
  const first = Buffer.from(content.subarray(0, BLOCK_BYTES));
  const forms = Object.keys(names) as readonly FileForm[];
  return forms.find((form) => first.equals(names[form])) ?? 'bare';
}

/** The counter block so many blocks behind the first, carried through all its bytes. */
function counterAt(head: Uint8Array, blocks: number): Uint8Array {
  const counter = (BigInt(`0x${Buffer.from(head).toString('hex')}`) + BigInt(blocks)) % 2n ** 128n;
  return Buffer.from(counter.toString(16).padStart(2 * BLOCK_BYTES, '0'), 'hex');
}

function aesCtr(key: Uint8Array, bytes: Uint8Array, iv: Uint8Array, offset: number): Uint8Array {
  const cipher = createCipheriv('aes-256-ctr', key, counterAt(iv, Math.floor(offset / BLOCK_BYTES)));
  const skipped = offset % BLOCK_BYTES;
  if (skipped > 0) cipher.update(new Uint8Array(skipped));
  return cipher.update(bytes);
}

/** The library has no counter mode: the stream is the counters through the bare cipher. */
function sm4Ctr(key: Uint8Array, bytes: Uint8Array, iv: Uint8Array, offset: number): Uint8Array {
  const skipped = offset % BLOCK_BYTES;
  const first = Math.floor(offset / BLOCK_BYTES);
  const blocks = Math.ceil((skipped + bytes.byteLength) / BLOCK_BYTES);
  const counters = Buffer.concat(Array.from({ length: blocks }, (_, index) => counterAt(iv, first + index)));
  const stream = sm4.encrypt(counters, key, { mode: 'ecb', padding: 'none', output: 'array' }).subarray(skipped);
  return bytes.map((byte, index) => byte ^ (stream[index] ?? 0));
}

function sealedGcm(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const { nonce, ciphertext } = sealSm4Gcm(bytes, key, names['sm4-gcm']);
  return Buffer.concat([names['sm4-gcm'], nonce, ciphertext]);
}

function openedGcm(key: Uint8Array, content: Uint8Array): Uint8Array | null {
  const begins = BLOCK_BYTES + GCM_NONCE_BYTES;
  const [nonce, ciphertext] = [content.subarray(BLOCK_BYTES, begins), content.subarray(begins)];
  return openSm4Gcm({ nonce, ciphertext }, key, names['sm4-gcm']);
}

/** @param key 32 bytes; SM4 has 16 of its own from them */
export function createFileCipher(key: Uint8Array, suite: () => SuiteId): FileCipher {
  const smKey = hkdf(key, undefined, 'fengqiao files sm4', BLOCK_BYTES);

  function counted(form: FileForm | 'bare', bytes: Uint8Array, iv: Uint8Array, offset: number): Uint8Array {
    return form === 'sm4-ctr' ? sm4Ctr(smKey, bytes, iv, offset) : aesCtr(key, bytes, iv, offset);
  }
  const headBytes = (beginning: Uint8Array) => (formOf(beginning) === 'bare' ? BLOCK_BYTES : PART_HEAD_BYTES);
  const newHead = () => Buffer.concat([names[suite() === 'sm' ? 'sm4-ctr' : 'aes-256-ctr'], randomBytes(BLOCK_BYTES)]);
  const part = (bytes: Uint8Array, head: Uint8Array, offset: number) =>
    counted(formOf(head), bytes, head.subarray(-BLOCK_BYTES), offset);

  return {
    headBytes,
    newHead,
    part,
    sealed(bytes) {
      if (suite() === 'sm') return sealedGcm(smKey, bytes);
      const head = newHead();
      return Buffer.concat([head, part(bytes, head, 0)]);
    },
    opened(content) {
      if (formOf(content) === 'sm4-gcm') return openedGcm(smKey, content);
      const head = headBytes(content);
      return part(content.subarray(head), content.subarray(0, head), 0);
    },
    isFinal: (content) => formOf(content) !== 'sm4-ctr',
  };
}
