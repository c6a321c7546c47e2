import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AskFilesInput, AskFilesOutput, FileAtCity } from '../../contract/sync-files.ts';
import { WrongBytes } from '../../services/files/bytes.ts';
import { sweepErasedFiles } from '../../services/files/erased.ts';
import { createFileFolder, type FileFolder } from '../../services/files/folder.ts';
import type { Station } from '../../services/log/port.ts';
import type { Store } from '../../services/ports.ts';
import type { Database } from '../db/database.ts';
import { createCityStore } from '../db/store.ts';
import type { Sender } from './push-log.ts';
import { mayHaveFiles } from './visible-streams.ts';

export interface CityFilesParts {
  readonly database: Database;
  /** Shared by all processes of the city. */
  readonly folder: string;
  readonly station: Station;
  /** An upload of this station of which all bytes are there, and nobody has looked at them yet. */
  readonly finishedUpload: (sender: Sender, file: NamedFile) => Promise<string | null>;
}

/** A file that an action of a feed names. */
export interface NamedFile {
  readonly feed: string;
  readonly hash: string;
  /** As the action says. */
  readonly bytes: number;
}

/** The files of the city (SYNC-8): kept for each feed, given to and taken from stations that may have those of the cases that name them. */
export interface CityFiles {
  ask(sender: Sender, input: AskFilesInput): Promise<AskFilesOutput>;
  /** Null where no case of which the station may have the files names it. */
  named(sender: Sender, feed: string, hash: string): Promise<NamedFile | null>;
  /** Looks at what was uploaded: true where it is the file, which is kept then; what is something else is dropped. */
  take(file: NamedFile, path: string): Promise<boolean>;
  /** As {@link take}, of bytes that the city made or was sent by other ways. */
  keep(file: NamedFile, bytes: Uint8Array): Promise<boolean>;
  read(file: NamedFile): Promise<Uint8Array | null>;
  /** Deletes what erasures named (LOG-8), in one feed or in all. */
  sweep(feed?: string): Promise<void>;
}

/** Cases that are asked about until one is found of which the station may have the files. */
const MOST_CASES = 50;

export function createCityFiles({ database, folder, station, finishedUpload }: CityFilesParts): CityFiles {
  const city = createCityStore(database);
  const storeOf = (feed: string): Store => city.scope({ feed, station });
  const folders = new Map<string, FileFolder>();
  const folderOf = (feed: string): FileFolder => {
    const known = folders.get(feed) ?? createFileFolder({ folder: join(folder, feed) });
    folders.set(feed, known);
    return known;
  };

  async function named(sender: Sender, feed: string, hash: string): Promise<NamedFile | null> {
    const rows = await database.query<{ id: string; bytes: number }>(
      `SELECT c.id::text AS id, p.bytes FROM case_files f
       JOIN cases c ON c.feed = f.feed AND c.seq = f.seq JOIN file_places p ON p.feed = f.feed AND p.hash = f.hash
       WHERE f.feed = $1 AND f.hash = $2 AND NOT p.erased ORDER BY c.seq LIMIT ${MOST_CASES}`,
      [feed, hash],
    );
    for (const { id, bytes } of rows) {
      if (await mayHaveFiles(database, sender.stationId, { feed, id })) return { feed, hash, bytes };
    }
    return null;
  }

  /**
   * Whether the city has the bytes, by the row and the disk together: they may have been restored from backups of
   * different hours (SYNC-11), and a disk may lose what the row tells of. Bytes that no row tells of are looked at.
   */
  async function isHere(file: NamedFile): Promise<boolean> {
    const { feed, hash } = file;
    const [known] = await storeOf(feed).read(({ filePlaces }) => filePlaces.places([hash]));
    const onDisk = await folderOf(feed).has(hash);
    if (known?.here !== true) return onDisk && known !== undefined && (await read(file)) !== null && note(file);
    if (!onDisk) await storeOf(feed).write(({ filePlaces }) => filePlaces.noteHere(hash, false));
    return onDisk;
  }

  async function read(file: NamedFile): Promise<Uint8Array | null> {
    try {
      const bytes = await folderOf(file.feed).read(file.hash);
      if (bytes) return bytes;
    } catch (error) {
      if (!(error instanceof WrongBytes)) throw error;
    }
    // Whoever has it is asked for it again.
    await storeOf(file.feed).write(({ filePlaces }) => filePlaces.noteHere(file.hash, false));
    return null;
  }

  /** True where the bytes on the disk are still there, and nothing has ordered them to be deleted. */
  function note({ feed, hash }: NamedFile): Promise<boolean> {
    return storeOf(feed).write(async ({ filePlaces }) => {
      const isErased = (await filePlaces.erasedFiles()).some((each) => each.hash === hash);
      if (isErased || !(await folderOf(feed).has(hash))) return false;
      await filePlaces.noteHere(hash, true);
      return true;
    });
  }

  const take = async (file: NamedFile, path: string): Promise<boolean> => keep(file, await readFile(path));

  async function keep({ feed, hash }: NamedFile, bytes: Uint8Array): Promise<boolean> {
    const kept = folderOf(feed);
    try {
      await kept.keep(hash, bytes);
    } catch (error) {
      if (error instanceof WrongBytes) return false;
      throw error;
    }
    return storeOf(feed).write(async ({ filePlaces }) => {
      const [known] = await filePlaces.places([hash]);
      // An erasure came while the bytes were on their way: they are not had, whoever asks.
      if (!known) {
        await kept.remove(hash);
        return false;
      }
      // One may have taken them between the two.
      if (!(await kept.has(hash))) await kept.keep(hash, bytes);
      await filePlaces.noteHere(hash, true);
      return true;
    });
  }

  async function stateOf(sender: Sender, feed: string, hash: string): Promise<FileAtCity> {
    const file = await named(sender, feed, hash);
    if (!file) return 'unknown';
    if (await isHere(file)) return 'have';
    // Its last part came, and this server died before it had looked at it.
    const path = await finishedUpload(sender, file);
    return path !== null && (await take(file, path)) ? 'have' : 'wanted';
  }

  return {
    named,
    take,
    keep,
    async ask(sender, { feed, hashes }) {
      const files = [];
      for (const hash of hashes) files.push({ hash, state: await stateOf(sender, feed, hash) });
      return { files };
    },
    read,
    async sweep(feed) {
      const feeds =
        feed === undefined
          ? (await database.query<{ feed: string }>('SELECT DISTINCT feed FROM file_places WHERE erased')).map(
              (row) => row.feed,
            )
          : [feed];
      for (const each of feeds) await sweepErasedFiles(storeOf(each), folderOf(each));
    },
  };
}
