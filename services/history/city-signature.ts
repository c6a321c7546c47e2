import { canonicalJson, type Json } from '../../domain/log/canonical-json.ts';
import { isSignedBy } from '../suites/signature.ts';

/** Whether the city signed the value, as canonical JSON; `serverKey` is SPKI in base64, as the station file has it. */
export function isSignedByCity(serverKey: string, value: Json, signature: string): boolean {
  return isSignedBy(serverKey, canonicalJson(value), signature);
}
