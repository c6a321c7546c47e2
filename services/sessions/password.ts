import { hash, verify } from '@node-rs/argon2';

/** argon2id with OWASP's first choice of cost: 19 MiB of memory, two passes, one lane. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), cost);
}

export function verifyPassword(phc: string, password: string): Promise<boolean> {
  return verify(phc, password.normalize('NFC'));
}

/** A hash of nothing that anybody knows: checking against it takes as long for an unknown account as for a known one. */
export const nobodysHash = hashPassword(crypto.randomUUID());
