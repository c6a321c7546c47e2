import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { createMachineTurn, type MachineTurn } from '../machine-turn.ts';
import { createMovingHost } from '../moving/moving-host.ts';
import { gated } from '../moving/write-gate.ts';
import { createBackupHost, type RunningBackupHost } from './backup-host.ts';
import { makeBackup } from './make-backup.ts';
import { finishRestore } from './restore.ts';
import { testKeys } from './testing.ts';

const DAY_MS = 86_400_000;
let desk: TestDesk;
let root: string;
let target: string;
let host: RunningBackupHost;
let restarts: number;
let turn: MachineTurn;
const logger = { error: () => undefined, info: () => undefined };

function open(): RunningBackupHost {
  turn = createMachineTurn();
  return createBackupHost({
    turn,
    ...{
      dataDir: desk.store.folder,
      store: desk.store,
      keys: testKeys,
      envelope: () => '{}',
      program: '0.0.0',
      logger,
    },
    now: () => desk.clock.now,
    hasCity: () => false,
    run: (job) => ({ done: makeBackup(job), stop: async () => undefined }),
    restart: () => {
      restarts += 1;
    },
  });
}

beforeEach(async () => {
  desk = await openTestDesk();
  root = mkdtempSync(join(tmpdir(), 'fengqiao-target-'));
  target = join(root, 'disk');
  mkdirSync(target);
  restarts = 0;
  host = open();
});
afterEach(async () => {
  await host.close();
  await desk.store.remove();
  rmSync(root, { recursive: true, force: true });
});

describe('the backups of a machine', () => {
  test('are IT’s alone: a manager neither sees nor makes nor restores one', async () => {
    for (const caller of [desk.manager, desk.clerk, desk.mediator]) {
      await expect(host.view(caller)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
      await expect(host.setTarget(caller, target)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
      await expect(host.makeNow(caller)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
      await expect(host.preview(caller, 'x')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
      await expect(host.restore(caller, 'x')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    }
  });

  test('need a folder that is there, is none of the program’s own, and can be written', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    for (const [wanted, words] of [
      ['backups', '完整路径'],
      [join(root, 'nowhere'), '没有这个文件夹'],
      [file, '这是一个文件'],
      [desk.store.folder, '数据文件夹'],
    ] as const) {
      await expect(host.setTarget(desk.it, wanted)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        data: { fields: { target: expect.stringContaining(words) } },
      });
    }
    await expect(host.makeNow(desk.it)).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
    // Both lie in the system's temporary folder here: one disk.
    expect(await host.setTarget(desk.it, target)).toMatchObject({ target, sameDisk: true, standing: 'never' });
  });

  test('are told of after a restart, and red three days after the last verified one', async () => {
    await host.setTarget(desk.it, target);
    const made = await host.makeNow(desk.it);
    expect(made).toMatchObject({ standing: 'fine', failure: null, lastVerifiedAt: desk.clock.now });
    expect(made.backups).toHaveLength(1);
    desk.clock.now += 4 * DAY_MS;
    expect(await open().view(desk.it)).toMatchObject({ standing: 'late', target });
  });

  test('whose disk is away are told of in words and never go to this disk instead; then they go on', async () => {
    await host.setTarget(desk.it, target);
    await host.makeNow(desk.it);
    renameSync(target, `${target}-away`);
    // As the empty folder where a disk that is not plugged in would be.
    mkdirSync(target);
    desk.clock.now += DAY_MS;
    const away = await host.makeNow(desk.it);
    expect(away.away).toContain('现在找不到备份位置');
    expect(away.failure?.words).toContain('磁盘没有插好');
    rmSync(target, { recursive: true });
    renameSync(`${target}-away`, target);
    const back = await host.makeNow(desk.it);
    expect(back).toMatchObject({ away: null, failure: null, standing: 'fine' });
    expect(back.backups).toHaveLength(2);
  });
});

describe('two at once', () => {
  test('are refused from the first moment on: one backup is made', async () => {
    await host.setTarget(desk.it, target);
    const [first, second] = await Promise.allSettled([host.makeNow(desk.it), host.makeNow(desk.it)]);
    expect(first).toMatchObject({ status: 'fulfilled', value: { running: false, backups: [{}] } });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'NOT_POSSIBLE_NOW' } });
  });
});

describe('a restore in the app', () => {
  test('tells what the backup has and what would be lost, and is taken only for what was looked at', async () => {
    await desk.register();
    await host.setTarget(desk.it, target);
    const [backup] = (await host.makeNow(desk.it)).backups;
    const { caseNumber } = await desk.register();
    const name = backup!.name;
    await expect(host.restore(desk.it, name)).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
    expect(await host.preview(desk.it, name)).toMatchObject({
      cases: 1,
      newer: { actions: 1, confirmed: 0, cases: 1, caseNumbers: [caseNumber] },
      missingFiles: 0,
      hasCity: false,
    });
    await host.restore(desk.it, name);
    expect(restarts).toBe(1);
    await desk.store.close();
    expect(finishRestore(desk.store.folder)?.from).toBe(name);
  });

  test('and a package for a move, begun by two at once, keep each other out until the center begins anew', async () => {
    await desk.register();
    await host.setTarget(desk.it, target);
    const [backup] = (await host.makeNow(desk.it)).backups;
    const name = backup?.name ?? '';
    const moving = createMovingHost({
      ...{ dataDir: desk.store.folder, storePath: desk.store.path, stationId: desk.store.station.stationId },
      ...{ keys: { ...testKeys, root: new Uint8Array(32), keyId: '', secrets: new Uint8Array(32) }, turn, logger },
      ...{ gate: gated(desk.store).gate, program: '0.0.0', now: () => desk.clock.now, restart: () => undefined },
      ...{ makeBackup, centerName: async () => '中心', waiting: async () => null, requireFresh: async () => undefined },
    });
    const pack = async () =>
      moving.pack(desk.it, { target, lastGroup: (await moving.word(desk.it)).split('-').at(-1) ?? '' });
    const refused = (work: string) => ({
      code: 'NOT_POSSIBLE_NOW',
      message: expect.stringContaining(`本机正在${work}，可能是另一位管理员在办`),
    });
    // While one packs, nobody looks at a backup or restores it.
    const packed = turn.take('做搬家包');
    await expect(host.preview(desk.it, name)).rejects.toMatchObject(refused('做搬家包'));
    packed();
    // Two looks at once: the second is refused, and the first is not disturbed.
    const [first, second] = await Promise.allSettled([host.preview(desk.it, name), host.preview(desk.it, name)]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: refused('查看一份备份') });
    const again = turn.take('做搬家包');
    await expect(host.restore(desk.it, name)).rejects.toMatchObject(refused('做搬家包'));
    again();
    await host.restore(desk.it, name);
    await expect(pack()).rejects.toMatchObject(refused('恢复一份备份'));
    await expect(host.preview(desk.it, name)).rejects.toMatchObject(refused('恢复一份备份'));
    expect(existsSync(join(desk.store.folder, 'moved.json'))).toBe(false);
    await desk.store.close();
    expect(finishRestore(desk.store.folder)?.from).toBe(name);
  });

  test('of what is not there, or no backup any more, is refused and changes nothing', async () => {
    await host.setTarget(desk.it, target);
    const [backup] = (await host.makeNow(desk.it)).backups;
    await expect(host.preview(desk.it, '../center')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    writeFileSync(join(target, `fengqiao-${desk.store.station.stationId}`, `${backup!.name}.db`), 'something else');
    await expect(host.preview(desk.it, backup!.name)).rejects.toMatchObject({
      code: 'NOT_POSSIBLE_NOW',
      message: expect.stringContaining('没有通过检查'),
    });
    expect(restarts).toBe(0);
  });
});
