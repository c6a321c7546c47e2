/**
 * Canonical JSON: the one byte form of a value, so that a hash of it means the same on every machine (LOG-2).
 * Keys are sorted by UTF-16 code unit, there is no white space, and a property that is undefined is left out.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Text or a number that may never enter the log: it could not be stored, or hashed, the same way everywhere. */
export class UnstorableValue extends Error {
  readonly path: string;
  constructor(path: string, why: string) {
    super(`${path || '(root)'}: ${why}`);
    this.name = 'UnstorableValue';
    this.path = path;
  }
}

function canonicalText(value: string, path: string): string {
  if (value.includes('\u0000')) throw new UnstorableValue(path, 'NUL character');
  if (!value.isWellFormed()) throw new UnstorableValue(path, 'lone surrogate');
  return JSON.stringify(value);
}

function canonical(value: Json, path: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return canonicalText(value, path);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new UnstorableValue(path, 'not a finite number');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item, index) => canonical(item, `${path}[${index}]`)).join(',')}]`;
  const record = value as { readonly [key: string]: Json | undefined };
  const members: string[] = [];
  for (const key of Object.keys(record).sort()) {
    const member = record[key];
    if (member === undefined) continue;
    const memberPath = path ? `${path}.${key}` : key;
    members.push(`${canonicalText(key, memberPath)}:${canonical(member, memberPath)}`);
  }
  return `{${members.join(',')}}`;
}

/** @throws UnstorableValue naming the path of the first value that may not be stored. */
export function canonicalJson(value: Json): string {
  return canonical(value, '');
}
