import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { joinedErasures, type ListedErasure, listedErasureSchema } from '../../services/personal-data/erasure-list.ts';
import { derivedKey } from '../../services/suites/derive.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { unwrap, wrap, wrappedSchema } from '../keys/wrap.ts';
import { writeWholeFile } from '../whole-file.ts';

/**
 * What was erased, beside the store and beside its backups: a restored store is older than that, and replays it before it
 * opens (LOG-8). Under a key of the center's own, so that nobody has a case erased by adding it to a file.
 */
const ERASURES_FILE = 'erased.json';
const PURPOSE = 'fengqiao erased';

type Keys = Pick<KeyRing, 'store'>;

/** Where a list cannot be read: it was changed, or is another center's. It is put aside, and never obeyed. */
export type OnUnreadable = (keptAs: string) => void;

export function readErasureFile(folder: string, keys: Keys, onUnreadable: OnUnreadable): readonly ListedErasure[] {
  const path = join(folder, ERASURES_FILE);
  if (!existsSync(path)) return [];
  try {
    const wrapped = wrappedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const plain = unwrap(wrapped, derivedKey(keys.store, PURPOSE), PURPOSE);
    if (plain) return z.array(listedErasureSchema).parse(JSON.parse(new TextDecoder().decode(plain)));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
  }
  const keptAs = `${path}.unreadable`;
  renameSync(path, keptAs);
  onUnreadable(keptAs);
  return [];
}

/** Adds these to the list in a folder; what is on it stays. Resolves to the whole list. @throws the error of the disk. */
export function addToErasureFile(
  { folder, keys, suite }: { readonly folder: string; readonly keys: Keys; readonly suite: SuiteId },
  more: readonly ListedErasure[],
  onUnreadable: OnUnreadable,
): readonly ListedErasure[] {
  const before = readErasureFile(folder, keys, onUnreadable);
  const joined = joinedErasures(before, more);
  if (JSON.stringify(joined) !== JSON.stringify(before)) {
    const plain = new TextEncoder().encode(JSON.stringify(joined));
    const wrapped = wrap(plain, derivedKey(keys.store, PURPOSE), PURPOSE, suite);
    writeWholeFile(join(folder, ERASURES_FILE), JSON.stringify(wrapped));
  }
  return joined;
}
