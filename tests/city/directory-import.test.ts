import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../city/db/database.ts';
import { divisionsOf, importDirectory, writeTemplate } from '../../city/directory/import-command.ts';
import { withOpenCity } from '../../city/start.ts';
import { CHANGE_SHEET, changeColumns } from '../../domain/directory/change-sheet.ts';
import { entryKinds, entrySheets } from '../../domain/directory/entries.ts';
import { directoryFile, fullDirectory, fullSize, type Rows } from './directory-file.ts';
import { testDivisions } from './test-city.ts';

/** Stated in docs/directory.md. */
const FULL_WITHIN_MS = 60_000;
let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-directory-'));
});

interface Said {
  readonly line: Readonly<Record<string, unknown>>;
  readonly words: string;
}

async function imported(
  database: Database,
  bytes: Uint8Array,
  { commit = false, today = '2026-11-23' } = {},
): Promise<readonly Said[]> {
  files += 1;
  const file = join(folder, `${files}.xlsx`);
  writeFileSync(file, bytes);
  const said: Said[] = [];
  await importDirectory({ database, base: testDivisions, today }, { file, commit }, (line, words) => {
    said.push({ line, words });
  });
  return said;
}
const typed = (said: readonly Said[], type: string) => said.filter(({ line }) => line.type === type);
/** One database for all tests, as empty as it was. */
let open: { readonly database: Database; readonly done: () => void; readonly closed: Promise<void> };
beforeAll(async () => {
  open = await new Promise((resolve, reject) => {
    const closed = withOpenCity(
      { data: join(folder, 'city') },
      ({ database }) => new Promise<void>((done) => resolve({ database, done, closed })),
    );
    closed.catch(reject);
  });
});
afterAll(async () => {
  open.done();
  await open.closed;
  process.exitCode = undefined;
  rmSync(folder, { recursive: true, force: true });
});
async function onCity(work: (database: Database) => Promise<void>): Promise<void> {
  await open.database.query("DELETE FROM directory_entries WHERE feed = 'city'");
  await work(open.database);
}
const inForce = (database: Database, on: string) =>
  database.query<{ kind: string; count: number }>(
    `SELECT kind, count(*)::int AS count FROM directory_entries
      WHERE feed = 'city' AND valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) GROUP BY kind ORDER BY kind`,
    [on],
  );

const village = '410105016002';
const small: Rows = {
  committee: [{ code: `TW${village}`, name: '鸿苑社区人民调解委员会', type: '村居', placeCode: village }],
  mediator: [
    {
      code: 'TJ1',
      name: '张某',
      type: '专职',
      committeeCode: `TW${village}`,
      placeCode: village,
      specialities: '邻里、物业',
      openCases: 3,
    },
  ],
};

test('the full directory of the city is previewed and written within the stated time, and a second time changes nothing', async () => {
  const bytes = await directoryFile(fullDirectory(6));
  await onCity(async (database) => {
    const started = performance.now();
    const preview = await imported(database, bytes);
    const previewed = performance.now();
    expect(typed(preview, 'directory_row')).toEqual([]);
    expect(await inForce(database, '2026-11-23')).toEqual([]);
    const said = await imported(database, bytes, { commit: true });
    const took = performance.now() - previewed;
    console.info(
      `full directory: ${Math.round(bytes.length / 1024)} KB, preview ${Math.round(previewed - started)} ms, written ${Math.round(took)} ms`,
    );
    expect(previewed - started).toBeLessThan(FULL_WITHIN_MS);
    expect(took).toBeLessThan(FULL_WITHIN_MS);
    const accounts = fullSize.市 + fullSize.区县 + fullSize.街道 + fullSize.社区;
    const { villages, streets, areas } = testDivisions;
    expect(await inForce(database, '2026-11-23')).toEqual([
      { kind: 'account', count: accounts },
      { kind: 'committee', count: villages.length + streets.length + areas.length },
      { kind: 'grid', count: villages.length * fullSize.gridsOfVillage },
      { kind: 'mediator', count: fullSize.mediators },
      { kind: 'unit', count: fullSize.units + areas.length },
    ]);
    expect(typed(said, 'directory_sheet').map(({ line }) => line.new)).not.toContain(undefined);
    const again = await imported(database, bytes, { commit: true });
    expect(typed(again, 'directory_imported')[0]?.line).toMatchObject({ entries: 0, changes: 0 });
  });
}, 300_000);

describe('an import of the directory', () => {
  test('names each wrong row with its reasons, and writes nothing of the file', async () => {
    await onCity(async (database) => {
      const bytes = await directoryFile(
        {
          ...small,
          mediator: [
            ...(small.mediator ?? []),
            { code: 'TJ1', name: '重复', type: '专职', committeeCode: `TW${village}`, placeCode: village },
            {
              code: 'TJ2',
              name: '',
              type: '临时',
              committeeCode: 'TW9',
              placeCode: '999999999999',
              specialities: '下棋',
            },
          ],
          account: [{ code: 'li', name: '李某', level: '街道', placeCode: village, role: '局长', unitCode: 'X9' }],
          grid: [{ code: '410105016009001', name: '一网格', placeCode: village }],
        },
        { 别的: [['a']], 单位: [['单位编码', '名字']] },
      );
      const said = await imported(database, bytes, { commit: true });
      expect(typed(said, 'directory_row').map(({ words }) => words)).toEqual([
        '「调解员」第 3 行：编码与第 2 行重复：TJ1',
        expect.stringMatching(/^「调解员」第 4 行：请写姓名；类型只能写专职、兼职；擅长里没有「下棋」这类纠纷/),
        expect.stringMatching(/^「账号」第 2 行：岗位只能写/),
        '「网格」第 2 行：网格编码的前 12 位要与社区一致',
      ]);
      expect(typed(said, 'directory_problem').map(({ words }) => words)).toEqual([
        '不认识工作表「别的」，可用的有：网格、单位、调委会、调解员、账号',
        '「单位」缺少列：单位名称、级别',
      ]);
      expect(said.at(-1)?.line.type).toBe('directory_not_imported');
      expect(await inForce(database, '2026-11-23')).toEqual([]);
    });
  });

  test('refuses what a row names that is not there: place, committee, unit, level', async () => {
    await onCity(async (database) => {
      const bytes = await directoryFile({
        mediator: [{ code: 'TJ2', name: '王某', type: '兼职', committeeCode: 'TW9', placeCode: '999999999999' }],
        account: [{ code: 'li', name: '李某', level: '街道', placeCode: village, role: '受理员', unitCode: 'X9' }],
        unit: [{ code: 'RSJ', name: '人社局', level: '区县级', placeCode: '' }],
      });
      const said = await imported(database, bytes);
      expect(typed(said, 'directory_row').map(({ line }) => line.reasons)).toEqual([
        ['没有 999999999999 这个区划或者网格编码', '没有 TW9 这个调委会'],
        [`${village} 不是街道`, '没有 X9 这个单位'],
        ['区县级单位要写区县的区划编码'],
      ]);
    });
  });

  test('keeps what was before: a mediator who changes has a row for each time', async () => {
    await onCity(async (database) => {
      await imported(database, await directoryFile(small), { commit: true, today: '2026-01-01' });
      const moved = [{ ...small.mediator?.[0], type: '兼职' }] as NonNullable<Rows['mediator']>;
      await imported(database, await directoryFile({ mediator: moved }), { commit: true, today: '2026-06-01' });
      await imported(database, await directoryFile({ mediator: moved }), { commit: true, today: '2026-07-01' });
      const rows = await database.query<{ from: string; to: string | null; body: string }>(
        `SELECT valid_from AS "from", valid_to AS "to", body FROM directory_entries
          WHERE feed = 'city' AND kind = 'mediator' ORDER BY valid_from`,
      );
      expect(rows.map(({ from, to, body }) => [from, to, JSON.parse(body).type])).toEqual([
        ['2026-01-01', '2026-06-01', '专职'],
        ['2026-06-01', null, '兼职'],
      ]);
    });
  });

  test('takes a reorganisation in: later rows may name its codes, and a second time it is known', async () => {
    await onCity(async (database) => {
      const headings = changeColumns.map(({ heading }) => heading);
      const split = [
        '2027-01-01',
        '拆分',
        village,
        '410105016901、410105016902',
        '鸿苑东社区居民委员会、鸿苑西社区居民委员会',
        '',
      ];
      const committee = [{ code: 'TW901', name: '鸿苑东社区人民调解委员会', type: '村居', placeCode: '410105016901' }];
      const bytes = await directoryFile({ committee }, { [CHANGE_SHEET]: [headings, split] });
      const said = await imported(database, bytes, { commit: true });
      expect(typed(said, 'directory_imported')[0]?.line).toMatchObject({ entries: 1, changes: 1 });
      expect((await divisionsOf(database, testDivisions, '2026-12-31')).find(village)?.shortName).toBe('鸿苑社区');
      const later = await divisionsOf(database, testDivisions, '2027-01-01');
      expect(later.leadsTo(village).map(({ shortName }) => shortName)).toEqual(['鸿苑东社区', '鸿苑西社区']);
      expect(typed(await imported(database, bytes), 'directory_sheet').map(({ line }) => line.same)).toEqual([1, 1]);
      const wrong = ['2027-01-01', '合并', '410105016901、410105016', '410105016999', '新社区', ''];
      const refused = await imported(
        database,
        await directoryFile({}, { [CHANGE_SHEET]: [headings, wrong, ['2027-13-01', '改称', '1']] }),
      );
      expect(typed(refused, 'directory_row').map(({ words }) => words)).toEqual([
        '「区划调整」第 2 行：合并的要是同一级的区划',
        '「区划调整」第 3 行：方式只能写改名、合并、拆分',
      ]);
    });
  });

  test('says what is no workbook, and gives out an empty one that it reads itself', async () => {
    await onCity(async (database) => {
      await expect(imported(database, new Uint8Array([1, 2, 3]))).rejects.toThrow('不是 Excel 工作簿');
      const file = join(folder, 'template.xlsx');
      await writeTemplate(file, () => undefined);
      await expect(writeTemplate(file, () => undefined)).rejects.toThrow('已有同名文件');
      const book = new ExcelJS.Workbook();
      await book.xlsx.readFile(file);
      expect(book.worksheets.map(({ name }) => name)).toEqual([
        ...entryKinds.map((kind) => entrySheets[kind].title),
        CHANGE_SHEET,
      ]);
      const said = await imported(database, new Uint8Array(readFileSync(file)));
      expect(typed(said, 'directory_problem')).toEqual([]);
      expect(typed(said, 'directory_row')).toEqual([]);
    });
  });
});
