import { listedFiles } from '../../domain/cases/state.ts';
import { type FilePlace, filePlaceOf } from '../../domain/files/file.ts';
import { seenCase } from '../access/seen-case.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import type { StationStore } from '../ports.ts';

/** Where the bytes of files are, by their hashes. `enrolled`: there is a city that they go to. */
export async function placesAt(
  store: StationStore,
  hashes: readonly string[],
  enrolled: boolean,
): Promise<ReadonlyMap<string, FilePlace>> {
  return store.read(async ({ filePlaces }) => {
    const here = new Set((await filePlaces.places(hashes)).filter((each) => each.here).map(({ hash }) => hash));
    const atCity = new Set(await filePlaces.atCity(hashes));
    return new Map(
      hashes.map((hash) => [hash, filePlaceOf({ here: here.has(hash), atCity: atCity.has(hash) }, enrolled)]),
    );
  });
}

/** Where the files on the list of a case are, by file id. */
export async function filePlacesOf(
  { store }: Pick<Dependencies, 'store'>,
  caller: Caller,
  caseId: string,
  placesOf: (hashes: readonly string[]) => Promise<ReadonlyMap<string, FilePlace>>,
): Promise<Readonly<Record<string, FilePlace>>> {
  const found = await store.read((reads) => seenCase(reads, caller, 'files.places', caseId));
  const files = listedFiles(found.state);
  const places = await placesOf(files.map(({ sha256 }) => sha256));
  return Object.fromEntries(files.map(({ fileId, sha256 }) => [fileId, places.get(sha256) ?? 'not_here']));
}
