import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Upload } from '@tus/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createResidentUploads, type ResidentUploads, readUploadName, UPLOADS } from './uploads.ts';

let folder: string;
let now: number;
let uploads: ResidentUploads;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-uploads-'));
  now = 1_795_000_000_000;
  uploads = createResidentUploads(folder, () => now);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function begun(queryCode: string, size = 3): Promise<string> {
  now += 1;
  const id = await uploads.begin(queryCode, size);
  await uploads.store.create(new Upload({ id, size, offset: 0 }));
  return id;
}
const write = (id: string, text: string) => uploads.store.write(Readable.from([Buffer.from(text)]), id, 0);
const waiting = () => readdirSync(join(folder, 'resident-uploads')).filter((name) => !name.endsWith('.json'));

test('the whole file is given to its own case alone, and a part of one to nobody', async () => {
  const id = await begun('AAAABBBB');
  await write(id, 'ab');
  expect(await uploads.bytesOf('AAAABBBB', id)).toBeNull();
  await write(id, 'abc');
  expect(Buffer.from((await uploads.bytesOf('AAAABBBB', id)) ?? []).toString()).toBe('abc');
  expect(await uploads.bytesOf('CCCCDDDD', id)).toBeNull();
  for (const other of ['', '../x', `${id}x`, id.replace(/.$/, '')])
    expect(await uploads.bytesOf('AAAABBBB', other)).toBeNull();
  await uploads.drop(id);
  await uploads.drop(id);
  expect(await uploads.bytesOf('AAAABBBB', id)).toBeNull();
});

test('its name tells nobody of which case it is, and no two are alike', async () => {
  const [one, two] = [await begun('AAAABBBB'), await begun('AAAABBBB')];
  expect(one).not.toBe(two);
  expect(one).not.toContain('AAAABBBB');
  expect(readUploadName(one)).toMatchObject({ bytes: 3, begunAt: now - 1 });
});

test('of one case the oldest gives way to the newest, and others stay', async () => {
  const other = await begun('CCCCDDDD');
  const ids: string[] = [];
  for (let index = 0; index < UPLOADS.ofCase + 2; index += 1) ids.push(await begun('AAAABBBB'));
  expect(waiting().toSorted()).toEqual([other, ...ids.slice(2)].toSorted());
});

test('what all have promised stays below what the disk is to keep, and that is told in words', async () => {
  const size = UPLOADS.bytes / 2;
  await begun('AAAABBBB', size);
  await begun('CCCCDDDD', size);
  await expect(uploads.begin('EEEEFFFF', 1)).rejects.toMatchObject({
    ...{ code: 'NOT_POSSIBLE_NOW', message: expect.stringContaining('请过一个小时再传') },
  });
});

test('what nobody goes on with is dropped after a day', async () => {
  const old = await begun('AAAABBBB');
  now += UPLOADS.lastsMs - 1;
  await begun('CCCCDDDD');
  expect(waiting()).toContain(old);
  now += 2;
  await uploads.tidy();
  expect(waiting()).not.toContain(old);
  expect(waiting()).toHaveLength(1);
});
