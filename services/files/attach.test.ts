import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_FILE_BYTES } from '../../domain/files/file.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { fileHashOf } from '../documents/pdf-file.ts';
import { rebuildProjections } from '../log/rebuild.ts';
import { eraseCase } from '../testing/erase-case.ts';
import { attachFile } from './attach.ts';
import { openFile } from './read.ts';
import { photoOf } from './testing.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

const stateOf = async (caseId: string) => {
  const found = await desk.store.read(({ cases }) => cases.find(caseId));
  if (!found) throw new Error('no case');
  return found.state;
};
const newCase = async () => (await desk.register()).caseId;

async function attach(caseId: string, bytes: Uint8Array, change: { actionId?: string; name?: string } = {}) {
  const { revision: baseRevision } = await stateOf(caseId);
  const input = {
    actionId: desk.environment.newId(),
    caseId,
    baseRevision,
    kind: 'scene',
    name: '楼道.jpg',
    bytes,
  } as const;
  return attachFile(desk, desk.clerk, { ...input, ...change });
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error as { code: string; message: string; data: unknown },
  );

describe('attaching a file', () => {
  test('is an action of the case, and the bytes come back as they were (LOG-1, SYNC-8)', async () => {
    const caseId = await newCase();
    const photo = photoOf('一');
    const { fileId, view } = await attach(caseId, photo);
    const [file] = view.state.files;
    expect(file).toMatchObject({
      fileId,
      sha256: fileHashOf(photo),
      bytes: photo.byteLength,
      mediaType: 'image/jpeg',
      name: '楼道.jpg',
      kind: 'scene',
      removedAt: null,
    });
    expect(view.timeline.at(-1)).toMatchObject({
      type: 'file.attached',
      label: '程敏附上现场照片',
      text: '楼道.jpg，1 KB',
    });
    const opened = await openFile(desk, desk.manager, { caseId, fileId, glance: false });
    expect([opened.name, opened.type]).toEqual(['楼道.jpg', 'image/jpeg']);
    expect(Buffer.from(await opened.arrayBuffer()).equals(photo)).toBe(true);
    expect((await refusal(openFile(desk, desk.it, { caseId, fileId, glance: false })))?.code).toBe('NOT_ALLOWED');
    const before = await stateOf(caseId);
    await rebuildProjections(desk);
    expect(await stateOf(caseId)).toEqual(before);
  });

  test('with the same id again changes nothing, with another file is refused', async () => {
    const caseId = await newCase();
    const actionId = desk.environment.newId();
    const first = await attach(caseId, photoOf('二'), { actionId });
    const again = await attach(caseId, photoOf('二'), { actionId });
    expect(again.fileId).toBe(first.fileId);
    expect(again.view.state.revision).toBe(first.view.state.revision);
    expect((await refusal(attach(caseId, photoOf('另一张'), { actionId })))?.code).toBe('ALREADY_DONE');
    expect((await stateOf(caseId)).files).toHaveLength(1);
  });

  test('on a stale revision, and twice the same bytes, are refused; in another case they are welcome', async () => {
    const caseId = await newCase();
    await attach(caseId, photoOf('三'));
    const stale = {
      actionId: desk.environment.newId(),
      caseId,
      baseRevision: 1,
      kind: 'scene',
      name: 'a.jpg',
    } as const;
    expect((await refusal(attachFile(desk, desk.clerk, { ...stale, bytes: photoOf('四') })))?.code).toBe(
      'STALE_REVISION',
    );
    expect(await refusal(attach(caseId, photoOf('三')))).toMatchObject({
      code: 'NOT_POSSIBLE_NOW',
      message: '这份材料已经在案件里',
    });
    await attach(await newCase(), photoOf('三'));
  });

  test('looks at the bytes and not at the name, and says what is wrong in words for people', async () => {
    const caseId = await newCase();
    const said = async (bytes: Uint8Array, name: string) => (await refusal(attach(caseId, bytes, { name })))?.message;
    const photo = photoOf('五');
    expect(await said(new Uint8Array(), '空.jpg')).toContain('是空的');
    expect(await said(photo.subarray(0, photo.byteLength - 2), '断.jpg')).toContain('不完整');
    expect(await said(Buffer.from('%PDF-1.7\n一半'), '断.pdf')).toContain('不完整');
    expect(await said(Buffer.from('MZ这是程序'), '照片.jpg')).toContain('不认识这种文件');
    expect(await said(Buffer.from('只是文字'), '说明.pdf')).toContain('不认识这种文件');
    expect(
      await said(Buffer.concat([Buffer.from('00000018', 'hex'), Buffer.from('ftypheic'), Buffer.alloc(12)]), 'a.heic'),
    ).toContain('HEIC');
    const large = await refusal(attach(caseId, new Uint8Array(MAX_FILE_BYTES + 1), { name: '大.pdf' }));
    expect(large).toMatchObject({ code: 'TOO_LARGE', message: expect.stringContaining('最多收 20.0 MB') });
    expect((await stateOf(caseId)).files).toEqual([]);
    const { view } = await attach(caseId, Buffer.from('%PDF-1.7\n一页\n%%EOF\n'), { name: '借条.jpg' });
    expect(view.state.files[0]).toMatchObject({ mediaType: 'application/pdf', name: '借条.pdf' });
  });

  test('may be taken back with a reason; the log still names it, and its bytes stay (WF-35)', async () => {
    const caseId = await newCase();
    const { fileId } = await attach(caseId, photoOf('六'));
    const view = await desk.act(desk.clerk, caseId, 'file.removed', { fileId, reason: '附错了案件' });
    expect(view.state.files[0]?.removedAt).toBe(desk.clock.now);
    expect(view.timeline.at(-1)).toMatchObject({ label: '程敏移出材料 楼道.jpg', text: '附错了案件' });
    expect((await refusal(openFile(desk, desk.clerk, { caseId, fileId, glance: false })))?.code).toBe('NOT_FOUND');
    expect(await desk.fileBytes.has(fileHashOf(photoOf('六')))).toBe(true);
    expect((await attach(caseId, photoOf('六'))).view.state.files).toHaveLength(2);
  });

  test('by hand, past the check of the bytes, is not possible', async () => {
    const caseId = await newCase();
    expect((await refusal(desk.act(desk.clerk, caseId, 'file.attached', {})))?.code).toBe('INVALID_INPUT');
  });

  test('bytes that turn out bad on the disk are never shown, and are noted as not here (SYNC-8)', async () => {
    const caseId = await newCase();
    const { fileId } = await attach(caseId, photoOf('七'));
    const hash = fileHashOf(photoOf('七'));
    await desk.fileBytes.remove(hash);
    expect((await refusal(openFile(desk, desk.clerk, { caseId, fileId, glance: true })))?.message).toContain(
      '还没有从市平台传到',
    );
  });
});

describe('an erasure (LOG-8)', () => {
  const erase = (caseId: string) =>
    eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId, reason: '本人依法申请删除' });

  test('deletes the bytes that no other case names, and leaves the others', async () => {
    const [caseId, other] = [await newCase(), await newCase()];
    await attach(caseId, photoOf('只在本案'));
    await attach(caseId, photoOf('两案都有'));
    await attach(other, photoOf('两案都有'));
    await erase(caseId);
    const left = (text: string) => desk.fileBytes.has(fileHashOf(photoOf(text)));
    expect([await left('只在本案'), await left('两案都有')]).toEqual([false, true]);
    expect((await stateOf(caseId)).files).toEqual([]);
    const known = await desk.store.read(({ filePlaces }) => filePlaces.places([fileHashOf(photoOf('只在本案'))]));
    expect(known).toEqual([]);
    await erase(other);
    expect(await left('两案都有')).toBe(false);
  });

  test('and the same bytes attached again afterwards are here', async () => {
    const caseId = await newCase();
    await attach(caseId, photoOf('又来'));
    await erase(caseId);
    const { fileId } = await attach(caseId, photoOf('又来'));
    const file = await openFile(desk, desk.clerk, { caseId, fileId, glance: true });
    expect(file.size).toBe(photoOf('又来').byteLength);
  });
});
