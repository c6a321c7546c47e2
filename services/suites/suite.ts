import type { HashSuite } from '../../domain/log/action.ts';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { type Aead, aeads } from './aead.ts';
import { type KdfId, type Mac, macs } from './derive.ts';
import { sha256Hash, sm3Hash } from './hash.ts';
import { ed25519, type SignatureAlgorithm } from './signature.ts';
import { sm2Sm3 } from './sm2.ts';

/** What is written now is hashed, signed and sealed in one suite; what is there names its algorithms by itself. */
export interface Suite {
  readonly id: SuiteId;
  readonly hash: HashSuite;
  readonly signature: SignatureAlgorithm;
  readonly aead: Aead;
  readonly kdf: KdfId;
  /** Of what a city seals for itself. */
  readonly mac: Mac;
}

const suites: Readonly<Record<SuiteId, Suite>> = {
  standard: {
    ...{ id: 'standard', hash: sha256Hash, signature: ed25519 },
    ...{ aead: aeads['aes-256-gcm'], kdf: 'hkdf-sha256', mac: macs['hmac-sha256'] },
  },
  sm: {
    ...{ id: 'sm', hash: sm3Hash, signature: sm2Sm3 },
    ...{ aead: aeads['sm4-gcm'], kdf: 'hkdf-sm3', mac: macs['hmac-sm3'] },
  },
};

/** A city or a station that names no suite is of before there was a second. */
export const suiteNamed = (id: SuiteId = 'standard'): Suite => suites[id];
