/**
 * Ids of the suites of algorithms (docs/suites.md): `standard` with SHA-256, Ed25519 and AES, in which everything was
 * written that names no suite; `sm` with SM3, SM2 and SM4, for cities that must use them.
 */
export const suiteIds = ['standard', 'sm'] as const;

export type SuiteId = (typeof suiteIds)[number];
