import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { ServiceError } from '../../contract/errors.ts';

/** What may lie at the city of files that residents have begun to send and that no case names yet. */
export const UPLOADS = {
  /** Then what came is dropped: whoever lost the line in the evening goes on in the morning. */
  lastsMs: 24 * 60 * 60_000,
  /** Of one case; the oldest gives way. Twice what is sent at once, for a page that was opened anew. */
  ofCase: 6,
  /** Of all cases together: how many, and the bytes that they have promised. */
  inAll: 500,
  bytes: 4_000_000_000,
} as const;

/** An upload tells by its name what counts, so that counting reads no file. Nobody can guess the end of it. */
interface UploadName {
  readonly id: string;
  /** Of the case, and tells nobody which. */
  readonly tag: string;
  readonly bytes: number;
  readonly begunAt: number;
}

const named = /^([0-9a-f]{16})-(\d{1,12})-(\d{13})-[0-9a-f]{32}$/;

export function readUploadName(id: string): UploadName | null {
  const [, tag, bytes, begunAt] = named.exec(id) ?? [];
  return tag && bytes && begunAt ? { id, tag, bytes: Number(bytes), begunAt: Number(begunAt) } : null;
}

/** How the uploads of a case are called. */
export const uploadTag = (queryCode: string): string =>
  createHash('sha256').update(`upload ${queryCode}`).digest('hex').slice(0, 16);

/** Files that residents send in parts (tus), until they are whole and a case takes them. */
export interface ResidentUploads {
  readonly store: FileStore;
  /**
   * Name of a new upload; older ones of the same case make room for it.
   * @throws ServiceError NOT_POSSIBLE_NOW where the city has as much as it keeps
   */
  begin(queryCode: string, bytes: number): Promise<string>;
  /** The whole file; null where it is of another case, not whole, or not there any more. */
  bytesOf(queryCode: string, id: string): Promise<Uint8Array | null>;
  drop(id: string): Promise<void>;
  /** Drops what nobody goes on with. */
  tidy(): Promise<void>;
}

/** @param folder shared by all processes of the city, as its files are */
export function createResidentUploads(folder: string, now: () => number): ResidentUploads {
  const directory = join(folder, 'resident-uploads');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const store = new FileStore({ directory, expirationPeriodInMilliseconds: UPLOADS.lastsMs });
  /** Of two processes that drop the same one is first. */
  const drop = (id: string) => store.remove(id).catch(() => undefined);

  async function all(): Promise<readonly UploadName[]> {
    const names = (await readdir(directory)).flatMap((name) => readUploadName(name) ?? []);
    return names.toSorted((a, b) => a.begunAt - b.begunAt);
  }

  async function tidy(): Promise<void> {
    for (const { id, begunAt } of await all()) if (begunAt + UPLOADS.lastsMs < now()) await drop(id);
  }

  return {
    store,
    drop,
    tidy,
    async begin(queryCode, bytes) {
      await tidy();
      const tag = uploadTag(queryCode);
      const there = await all();
      const own = there.filter((each) => each.tag === tag);
      const giveWay = own.slice(0, Math.max(0, own.length + 1 - UPLOADS.ofCase));
      const stay = there.filter((each) => !giveWay.includes(each));
      const promised = stay.reduce((sum, each) => sum + each.bytes, bytes);
      if (stay.length >= UPLOADS.inAll || promised > UPLOADS.bytes)
        throw new ServiceError('NOT_POSSIBLE_NOW', {
          detail: '现在传文件的人太多，请过一个小时再传，或者当面交给经办人。',
        });
      for (const { id } of giveWay) await drop(id);
      return `${tag}-${bytes}-${now()}-${randomBytes(16).toString('hex')}`;
    },
    async bytesOf(queryCode, id) {
      if (readUploadName(id)?.tag !== uploadTag(queryCode)) return null;
      const upload = await store.getUpload(id).catch(() => null);
      if (!upload?.storage || upload.offset !== upload.size) return null;
      return readFile(upload.storage.path);
    },
  };
}
