import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { Random } from '../../../center/sample/random.ts';
import type { Database } from '../../../city/db/database.ts';
import { isOnlyAsked } from '../../../domain/cases/handover.ts';
import { isFolded, type VerdictKind } from '../../../domain/sync/verdict.ts';
import { fileHashOf } from '../../../services/documents/pdf-file.ts';
import { photoOf } from '../../../services/files/testing.ts';
import type { Api } from '../../browser/api.ts';
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

/** Files that are not the same, byte for byte, at every center that has or had their case and at the city (SYNC-8). */
export async function differentFiles(
  offices: readonly ProcessOffice[],
  attached: readonly Attached[],
  cityFolder: string,
  city: Database,
): Promise<readonly string[]> {
  const different: string[] = [];
  const told = await city.query<{ id: string; feed: string; verdict: VerdictKind | null }>(
    `SELECT h.id::text AS id, h.feed, (SELECT v.verdict FROM verdicts v
       WHERE v.feed = h.feed AND v.position = h.position ORDER BY v.ordinal DESC LIMIT 1) AS verdict
     FROM action_headers h WHERE h.type = 'file.attached'`,
  );
  const placeOf = new Map(told.map(({ id, feed, verdict }) => [id, { feed, folded: isFolded(verdict ?? 'accepted') }]));
  for (const { actionId, bytes, fileId } of attached) {
    const place = placeOf.get(actionId);
    // Behind an acceptance that came too late it is set aside with it, and stays where it was attached (SYNC-6).
    if (place && !place.folded) continue;
    const hash = fileHashOf(bytes);
    // It lies with the feed that the case was born in, whoever attached it.
    const path = join(cityFolder, place?.feed ?? '', hash.slice(0, 2), hash);
    const same = existsSync(path) && readFileSync(path).equals(bytes);
    if (!same) different.push(`city: file ${fileId}`);
  }
  for (const [index, office] of offices.entries()) {
    for (const file of attached) {
      const kept = await office.over((api) => keptBytes(api('clerk'), file));
      if (kept === null || !Buffer.from(kept).equals(file.bytes))
        different.push(`station ${index}: file ${file.fileId}`);
    }
  }
  return different;
}

/** What the center has of a file; null where the case is, or was, its own and it has not the file. */
async function keptBytes(api: Api, { bytes, caseId, fileId }: Attached): Promise<Uint8Array | null> {
  let isOwn = false;
  try {
    const { state } = await api.cases.get({ caseId });
    const { here } = await api.directory.centers();
    // A center that is only asked has the files once it accepts.
    if (!here || isOnlyAsked(state, here.stationId)) return bytes;
    isOwn = true;
    // Somebody may have taken it off the list again; that the lists are the same is seen by the states.
    if (!(fileId in (await api.files.places({ caseId })))) return bytes;
    const file = await api.files.file({ caseId, fileId, glance: false });
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    const code = refusalCode(error);
    if (code === null) throw error;
    // Which centers show the case is seen by the states, too.
    return code === 'NOT_FOUND' && !isOwn ? bytes : null;
  }
}

/**
 * Waits until no center has a file to send or to fetch; names those that still have. As many as no disk holds any more may
 * be waited for in vain.
 */
export async function restOfFiles(offices: readonly ProcessOffice[], lost: number): Promise<readonly string[]> {
  let left: readonly string[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
    left = [];
    for (const [index, office] of offices.entries()) {
      const files = await office.over(async (api) => (await api('it').sync.now()).files);
      const pending = files ? files.toSend.files + files.toFetch.files : lost + 1;
      if (pending > lost)
        left = [...left, `station ${index}: ${pending} files wait, ${files?.failure ?? 'no failure'}`];
    }
    if (left.length === 0) return left;
    await wait(LOOK_MS);
  }
  return left;
}
