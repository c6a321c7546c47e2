import {
  accountsOfPlace,
  type DirectoryEntries,
  type DirectoryPerson,
  type LeftOut,
} from '../domain/directory/accounts-of-place.ts';
import type { Directory } from '../domain/directory/divisions.ts';
import type { Database, Transaction } from './db/database.ts';
import { entriesInForce, parsedEntries } from './directory/entries-store.ts';
import { feedOf } from './intake/intake.ts';
import type { CityOptions } from './options.ts';
import { withOpenCity } from './start.ts';

/** A one-time code, as it is printed and as `npm run hosting -- --open` reads it. */
export interface MadeCode {
  readonly name: string;
  readonly code: string;
  readonly place?: string;
  /** Who of the city's directory gets an account there (docs/hosting.md); left out where the station was named by hand. */
  readonly accounts?: readonly DirectoryPerson[];
  /** Account rows that cannot be made. */
  readonly left?: readonly LeftOut[];
}

/** The district of a code's place, and the place where it is less than the district. @throws RangeError for none of the city's */
function districtOf(divisions: Directory, code: string): { readonly feed: string; readonly place: string | null } {
  if (code.length === 6) return { feed: code, place: null };
  const place = divisions.find(code);
  if (!place) throw new RangeError(`区划表里没有 ${code}`);
  return { feed: feedOf(place), place: code };
}

/** What an organisation is called whose place alone was given. @throws RangeError for a place that there is not */
function usualName(divisions: Directory, code: string): string {
  const place = divisions.find(code);
  if (!place) throw new RangeError(`区划表里没有 ${code}`);
  return `${place.path.join('')}综治中心`.slice(-60);
}

async function directoryEntries(tx: Pick<Transaction, 'query'>): Promise<DirectoryEntries> {
  const texts = await entriesInForce(tx);
  return {
    accounts: parsedEntries(texts, 'account'),
    units: parsedEntries(texts, 'unit'),
    mediators: parsedEntries(texts, 'mediator'),
  };
}

/** Streets and communities below a place, itself among them, that have accounts in the directory and no station yet. */
async function placesToOpen(
  database: Database,
  divisions: Directory,
  { below, entries }: { readonly below: string; readonly entries: DirectoryEntries },
): Promise<readonly string[]> {
  const top = divisions.find(below);
  if (!top) throw new RangeError(`区划表里没有 ${below}`);
  const isBelow = (code: string): boolean =>
    top.level === 'area' ? divisions.find(code)?.managingArea.code === top.code : code.startsWith(top.code);
  const rows = await database.query<{ place: string }>(
    'SELECT place_code AS place FROM stations WHERE place_code IS NOT NULL AND revoked_at IS NULL',
  );
  const taken = new Set(rows.map(({ place }) => place));
  const named = new Set(entries.accounts.map(({ placeCode }) => placeCode));
  return [...divisions.streets, ...divisions.villages]
    .map(({ code }) => code)
    .filter((code) => named.has(code) && isBelow(code) && !taken.has(code));
}

/**
 * One-time codes for new stations and for successors, by their names; nothing is served (SYNC-14). Where a place was
 * given without a name, the code comes with the accounts that the city's directory has there.
 * @throws RangeError in Chinese for a place or a station that there is not
 */
export async function makeCodes(
  options: Pick<CityOptions, 'url' | 'data' | 'codes'> & Partial<Pick<CityOptions, 'successors' | 'codesBelow'>>,
  divisions: Directory,
): Promise<readonly MadeCode[]> {
  return withOpenCity(options, async ({ database, stations }) => {
    const { codes, successors = [], codesBelow = [] } = options;
    const asked = codesBelow.length > 0 || codes.some(({ name }) => name === null);
    const entries = asked
      ? await database.transaction((tx) => directoryEntries(tx))
      : { accounts: [], units: [], mediators: [] };
    const wanted: { readonly place: string; readonly name: string | null }[] = [...codes];
    for (const below of codesBelow) {
      const places = await placesToOpen(database, divisions, { below, entries });
      wanted.push(...places.map((place) => ({ place, name: null })));
    }
    const made: MadeCode[] = [];
    for (const { place: code, name } of wanted) {
      const { feed, place } = districtOf(divisions, code);
      const called = name ?? usualName(divisions, code);
      const { people, left } = accountsOfPlace(code, entries);
      const known = name === null ? { accounts: people, left } : {};
      made.push({ name: called, code: await stations.makeCode(feed, called, place), place: code, ...known });
    }
    for (const { feed, name } of successors) made.push({ name, code: await stations.makeSuccessorCode(feed, name) });
    return made;
  });
}
