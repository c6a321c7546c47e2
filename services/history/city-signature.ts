import { canonicalJson, type Json } from '../../domain/log/canonical-json.ts';
import { isSignedBy } from '../suites/signature.ts';

/** Whether the city signed the value, as canonical JSON; `serverKeys` are SPKI in base64, as the station file has them. */
export function isSignedByCity(serverKeys: readonly string[], value: Json, signature: string): boolean {
  const text = canonicalJson(value);
  return serverKeys.some((key) => isSignedBy(key, text, signature));
}
