import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ATTACHED_FOLDER, SETTLED_MS } from '../../domain/files/scanned.ts';
import { attachScanned } from '../../services/files/scanned.ts';
import { photoOf } from '../../services/files/testing.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { createScanFolder, type ScanFolder } from './scan-folder.ts';
import { createScanHost } from './scan-host.ts';

let base: string;
let folder: string;
let now = 0;
let logged: unknown[];
let scans: ScanFolder;
const logger = { error: (entry: unknown) => void logged.push(entry) };
const pdf = Buffer.from('%PDF-1.7\n一页\n%%EOF\n');

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'fengqiao-scan-'));
  folder = join(base, '扫描');
  mkdirSync(folder);
  [now, logged] = [0, []];
  scans = createScanFolder({ folder, logger, now: () => now });
  // The first look, which began with it, saw an empty folder.
  await scans.look();
});
afterEach(() => {
  scans.close();
  rmSync(base, { recursive: true, force: true });
});

/** Two looks, so far apart that what stands still is finished. */
async function looks(): Promise<void> {
  await scans.look();
  now += SETTLED_MS;
  await scans.look();
}
const put = (name: string, content: Uint8Array = pdf) => writeFileSync(join(folder, name), content);
const names = () => scans.content().files.map(({ name }) => name);

describe('the scan folder', () => {
  test('lists finished files of the kinds that are taken, and nothing else', async () => {
    put('借条.pdf');
    put('空.pdf', new Uint8Array());
    put('程序.exe');
    put('.隐藏.pdf');
    mkdirSync(join(folder, '文件夹.pdf'));
    writeFileSync(join(base, '别处.pdf'), pdf);
    symlinkSync(join(base, '别处.pdf'), join(folder, '链接.pdf'));
    await scans.look();
    expect(names()).toEqual([]);
    await looks();
    expect(names()).toEqual(['借条.pdf']);
    expect(scans.content()).toMatchObject({
      isSet: true,
      problem: null,
      files: [{ bytes: pdf.byteLength, problem: null }],
    });
  });

  test('waits for a file that still grows', async () => {
    put('大.pdf');
    await scans.look();
    now += SETTLED_MS;
    appendFileSync(join(folder, '大.pdf'), 'x');
    await scans.look();
    expect(names()).toEqual([]);
    await looks();
    expect(names()).toEqual(['大.pdf']);
    // It grows on after it was listed: nobody attaches half of it.
    appendFileSync(join(folder, '大.pdf'), 'y');
    const writing = { code: 'NOT_POSSIBLE_NOW', message: expect.stringContaining('还在写入') };
    await expect(scans.take('大.pdf', async () => 'done')).rejects.toMatchObject(writing);
    // Also once a look has seen that it grows: it is not gone.
    await scans.look();
    await expect(scans.take('大.pdf', async () => 'done')).rejects.toMatchObject(writing);
  });

  test('gives nothing but what it lists', async () => {
    writeFileSync(join(base, '秘密.pdf'), pdf);
    await looks();
    for (const name of ['../秘密.pdf', join(base, '秘密.pdf'), `${ATTACHED_FOLDER}/a.pdf`]) {
      expect(await scans.take(name, async () => 'done'), name).toBeNull();
    }
  });

  test('gives a file to one desk at a time, and puts it away under a name that is free', async () => {
    mkdirSync(join(folder, ATTACHED_FOLDER));
    writeFileSync(join(folder, ATTACHED_FOLDER, '借条.pdf'), '早先的一份');
    put('借条.pdf');
    await looks();
    const first = scans.take('借条.pdf', async (bytes) => Buffer.from(bytes).equals(pdf));
    await expect(scans.take('借条.pdf', async () => 'done')).rejects.toMatchObject({
      message: expect.stringContaining('别的窗口正在归入'),
    });
    expect(await first).toBe(true);
    expect(readdirSync(folder)).toEqual([ATTACHED_FOLDER]);
    expect(readdirSync(join(folder, ATTACHED_FOLDER)).toSorted()).toEqual(['借条 (2).pdf', '借条.pdf']);
    expect(names()).toEqual([]);
  });

  test('says that it cannot be read, and goes on by itself once it can', async () => {
    put('借条.pdf');
    await looks();
    rmSync(folder, { recursive: true });
    await scans.look();
    expect(scans.content()).toMatchObject({ files: [], problem: expect.stringContaining('打不开') });
    expect(logged).toHaveLength(1);
    mkdirSync(folder);
    put('再来.pdf');
    await looks();
    expect(scans.content().problem).toBeNull();
    expect(names()).toEqual(['再来.pdf']);
  });

  test('notices a new file by itself', async () => {
    scans.close();
    scans = createScanFolder({ folder, logger });
    await scans.look();
    put('自己.pdf');
    await vi.waitFor(() => expect(names()).toEqual(['自己.pdf']), { timeout: 8_000, interval: 100 });
  });
});

describe('a scan that is attached to a case (SYNC-8)', () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await openTestDesk();
  });
  afterEach(() => desk.store.remove());

  const filesOf = async (caseId: string) =>
    (await desk.store.read(({ cases }) => cases.find(caseId)))?.state.files.map(({ name, bytes }) => [name, bytes]);
  const input = (caseId: string, name: string, actionId = desk.environment.newId()) =>
    ({ actionId, caseId, baseRevision: 1, kind: 'evidence', name }) as const;
  const attach = (of: ReturnType<typeof input>) => attachScanned(desk, scans, desk.clerk, of);

  test('is put away, and the same call again answers the same', async () => {
    const { caseId } = await desk.register();
    put('借条.pdf');
    await looks();
    const once = input(caseId, '借条.pdf');
    const { fileId } = await attach(once);
    expect(await filesOf(caseId)).toEqual([['借条.pdf', pdf.byteLength]]);
    expect(existsSync(join(folder, ATTACHED_FOLDER, '借条.pdf'))).toBe(true);
    expect((await attach(once)).fileId).toBe(fileId);
    expect(await filesOf(caseId)).toHaveLength(1);
    const other = await desk.register();
    await expect(attach(input(other.caseId, '借条.pdf'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('已经不在扫描文件夹里'),
    });
    await expect(attachScanned(desk, scans, desk.it, once)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('stays where it is refused, and says why to every desk, until its content is another', async () => {
    const { caseId } = await desk.register();
    put('断.jpg', photoOf('断').subarray(0, -2));
    await looks();
    await expect(attach(input(caseId, '断.jpg'))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(scans.content().files).toMatchObject([{ name: '断.jpg', problem: expect.stringContaining('不完整') }]);
    expect(existsSync(join(folder, '断.jpg'))).toBe(true);
    put('断.jpg', photoOf('断'));
    await looks();
    expect(scans.content().files).toMatchObject([{ name: '断.jpg', problem: null }]);
    await attach(input(caseId, '断.jpg'));
    expect(await filesOf(caseId)).toHaveLength(1);
  });

  test('that cannot be put away is not attached a second time, and goes once it can', async () => {
    const { caseId } = await desk.register();
    put('借条.pdf');
    // A file stands where the subfolder should be.
    writeFileSync(join(folder, ATTACHED_FOLDER), '');
    await looks();
    await attach(input(caseId, '借条.pdf'));
    expect(scans.content().files).toMatchObject([{ isAttached: true, problem: expect.stringContaining('移不进') }]);
    await expect(attach(input((await desk.register()).caseId, '借条.pdf'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    rmSync(join(folder, ATTACHED_FOLDER));
    await scans.look();
    expect(names()).toEqual([]);
    expect(readdirSync(join(folder, ATTACHED_FOLDER))).toEqual(['借条.pdf']);
  });
});

describe('what IT sets', () => {
  let desk: TestDesk;
  let dataDir: string;
  beforeEach(async () => {
    desk = await openTestDesk();
    dataDir = join(base, 'data');
    mkdirSync(dataDir);
  });
  afterEach(() => desk.store.remove());

  test('holds after a restart, and ends without touching a file', async () => {
    put('借条.pdf');
    const host = createScanHost({ dataDir, logger });
    expect(host.content()).toEqual({ isSet: false, problem: null, files: [] });
    await expect(host.setting(desk.clerk)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(host.setFolder(desk.manager, folder)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await host.setFolder(desk.it, folder)).toEqual({ folder, problem: null, waiting: 0 });
    host.close();
    const again = createScanHost({ dataDir, logger });
    expect((await again.setting(desk.it)).folder).toBe(folder);
    expect(await again.setFolder(desk.it, null)).toEqual({ folder: null, problem: null, waiting: 0 });
    expect(again.content().isSet).toBe(false);
    expect(readdirSync(folder)).toEqual(['借条.pdf']);
    again.close();
  });

  test('is refused in plain words where it cannot serve', async () => {
    const host = createScanHost({ dataDir, logger });
    put('一个.pdf');
    const locked = join(base, '锁');
    mkdirSync(locked);
    const said = (wanted: string) =>
      host.setFolder(desk.it, wanted).then(
        () => null,
        (error: { data: { fields: { folder: string } } }) => error.data.fields.folder,
      );
    expect(await said('扫描')).toContain('写完整路径');
    expect(await said(join(base, '没有'))).toContain('没有这个文件夹');
    expect(await said(join(folder, '一个.pdf'))).toContain('这是一个文件');
    expect(await said(dataDir)).toContain('数据文件夹');
    expect(await said(base)).toContain('数据文件夹');
    chmodSync(locked, 0o000);
    if (process.getuid?.() !== 0 && process.platform !== 'win32') expect(await said(locked)).toContain('不能读写');
    expect((await host.setting(desk.it)).folder).toBeNull();
    host.close();
  });
});
