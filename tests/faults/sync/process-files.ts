import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { Random } from '../../../center/sample/random.ts';
import { fileHashOf } from '../../../services/documents/pdf-file.ts';
import { photoOf } from '../../../services/files/testing.ts';
import { refusalCode } from './hands.ts';
import { type Done, someCase } from './history.ts';
import type { ProcessOffice } from './process-office.ts';

/** A file that somebody was told is kept. */
export interface Attached extends Done {
  readonly caseId: string;
  readonly fileId: string;
  readonly bytes: Uint8Array;
}

/** How long files may take to arrive everywhere once all is healed: so many looks, so many milliseconds apart. */
const LOOKS = 100;
const LOOK_MS = 200;

/** Attaches a photo to a case; null where nobody was told that it is kept. */
export async function attachOne(office: ProcessOffice, random: Random): Promise<Attached | null> {
  const seen = await someCase(office, random);
  if (!seen) return null;
  const actionId = v7();
  const bytes = photoOf(actionId);
  const caseId = seen.state.id;
  const file = new File([new Uint8Array(bytes)], '楼道.jpg', { type: 'image/jpeg' });
  const input = { actionId, caseId, baseRevision: seen.revision, kind: 'scene', name: file.name, file } as const;
  const fileId = await office.over(async (api) => {
    try {
      return (await api('clerk').files.attach(input)).fileId;
    } catch (error) {
      if (refusalCode(error) === null) throw error;
      return null;
    }
  });
  return fileId === null ? null : { actionId, number: null, caseId, fileId, bytes };
}

/** Files that are not the same, byte for byte, at every center that sees them and at the city (SYNC-8). */
export async function differentFiles(
  offices: readonly ProcessOffice[],
  attached: readonly Attached[],
  cityFolder: string,
): Promise<readonly string[]> {
  const different: string[] = [];
  for (const { bytes, fileId } of attached) {
    const hash = fileHashOf(bytes);
    const path = join(cityFolder, hash.slice(0, 2), hash);
    const same = existsSync(path) && readFileSync(path).equals(bytes);
    if (!same) different.push(`city: file ${fileId}`);
  }
  for (const [index, office] of offices.entries()) {
    for (const { bytes, caseId, fileId } of attached) {
      const kept = await office.over(async (api) => {
        // Somebody may have taken it off the list again; that the lists are the same is seen by the states.
        if (!(fileId in (await api('clerk').files.places({ caseId })))) return bytes;
        try {
          const file = await api('clerk').files.file({ caseId, fileId, glance: false });
          return new Uint8Array(await file.arrayBuffer());
        } catch (error) {
          if (refusalCode(error) === null) throw error;
          return null;
        }
      });
      if (kept === null || !Buffer.from(kept).equals(bytes)) different.push(`station ${index}: file ${fileId}`);
    }
  }
  return different;
}

/** Waits until no center has a file to send or to fetch; names those that still have. */
export async function restOfFiles(offices: readonly ProcessOffice[]): Promise<readonly string[]> {
  let left: readonly string[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
    left = [];
    for (const [index, office] of offices.entries()) {
      const files = await office.over(async (api) => (await api('it').sync.now()).files);
      const pending = files ? files.toSend.files + files.toFetch.files : 1;
      if (pending > 0) left = [...left, `station ${index}: ${pending} files wait, ${files?.failure ?? 'no failure'}`];
    }
    if (left.length === 0) return left;
    await wait(LOOK_MS);
  }
  return left;
}
