import type { HashSuite } from '../../domain/log/action.ts';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { sha256Hash, sm3Hash } from './hash.ts';
import { ed25519, type SignatureAlgorithm } from './signature.ts';
import { sm2Sm3 } from './sm2.ts';

/** What is written now is hashed and signed in one suite; what is there names its algorithms by itself. */
export interface Suite {
  readonly id: SuiteId;
  readonly hash: HashSuite;
  readonly signature: SignatureAlgorithm;
}

const suites: Readonly<Record<SuiteId, Suite>> = {
  standard: { id: 'standard', hash: sha256Hash, signature: ed25519 },
  sm: { id: 'sm', hash: sm3Hash, signature: sm2Sm3 },
};

/** A city or a station that names no suite is of before there was a second. */
export const suiteNamed = (id: SuiteId = 'standard'): Suite => suites[id];
