import { createPublicKey, verify } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/log/canonical-json.ts';

/** Whether the city signed the value (Ed25519 over canonical JSON); `serverKey` is SPKI in base64, as the station file has it. */
export function isSignedByCity(serverKey: string, value: Json, signature: string): boolean {
  const key = createPublicKey({ key: Buffer.from(serverKey, 'base64'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(canonicalJson(value)), key, Buffer.from(signature, 'base64url'));
}
