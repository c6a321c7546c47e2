import ExcelJS from 'exceljs';
import { randomOf } from '../../center/sample/random.ts';
import { mojTypes } from '../../domain/codes/moj-types.ts';
import { type EntryKind, entrySheets } from '../../domain/directory/entries.ts';
import { testDivisions } from './test-city.ts';

/** How many of each the city has: mediators and accounts as it reported, units as it listed them. */
export const fullSize = {
  units: 65,
  mediators: 9_844,
  市: 105,
  区县: 995,
  街道: 5_111,
  社区: 9_142,
  gridsOfVillage: 3,
} as const;

export type Rows = Partial<Record<EntryKind, readonly Readonly<Record<string, string | number>>[]>>;

/** A workbook with these sheets, written by another program than the one that reads it. */
export async function directoryFile(
  rows: Rows,
  more: Readonly<Record<string, readonly (readonly string[])[]>> = {},
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  for (const [kind, all] of Object.entries(rows) as [EntryKind, NonNullable<Rows[EntryKind]>][]) {
    const { title, columns } = entrySheets[kind];
    const sheet = book.addWorksheet(title);
    sheet.addRow(columns.map(({ heading }) => heading));
    for (const row of all) sheet.addRow(columns.map(({ field }) => row[field] ?? ''));
  }
  for (const [title, cells] of Object.entries(more)) book.addWorksheet(title).addRows(cells.map((row) => [...row]));
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** The whole directory of the city; the same seed gives the same rows. */
export function fullDirectory(seed: number): Required<Rows> {
  const { pick, int } = randomOf(seed, 0);
  const { areas, streets, villages } = testDivisions;
  const name = () => `${pick([...'赵钱孙李周吴郑王冯陈'])}某${pick([...'甲乙丙丁戊己庚辛'])}`;
  const committees = [...areas, ...streets, ...villages].map((place) => ({
    code: `TW${place.code}`,
    name: `${place.shortName}人民调解委员会`,
    type: { area: '区县', street: '乡镇街道', village: '村居' }[place.level],
    placeCode: place.code,
  }));
  const account = (level: '市' | '区县' | '街道' | '社区', places: readonly { readonly code: string }[]) =>
    Array.from({ length: fullSize[level] }, (_, index) => ({
      code: `${{ 市: 'shi', 区县: 'qu', 街道: 'jie', 社区: 'she' }[level]}${index}`,
      ...{ name: name(), level, placeCode: places.length === 0 ? '' : pick(places).code, unitCode: '' },
      ...{ role: level === '社区' ? '网格员' : '受理员', phone: '' },
    }));
  return {
    grid: villages.flatMap(({ code, shortName }) =>
      Array.from({ length: fullSize.gridsOfVillage }, (_, index) => ({
        ...{
          code: `${code}${String(index + 1).padStart(3, '0')}`,
          name: `${shortName}第${index + 1}网格`,
          placeCode: code,
        },
      })),
    ),
    unit: [
      ...Array.from({ length: fullSize.units }, (_, index) => ({
        ...{ code: `SJ${index}`, name: `市第${index}局`, level: '市级', placeCode: '', phone: '' },
      })),
      ...areas.map(({ code, shortName }) => ({
        ...{ code: `RS-${code}`, name: `${shortName}人社局`, level: '区县级', placeCode: code, phone: '' },
      })),
    ],
    committee: committees,
    mediator: Array.from({ length: fullSize.mediators }, (_, index) => {
      const committee = pick(committees);
      return {
        ...{ code: `TJ${String(index).padStart(6, '0')}`, name: name(), type: pick(['专职', '兼职']) },
        ...{ committeeCode: committee.code, placeCode: committee.placeCode },
        specialities: [...new Set([pick(mojTypes).shortName, pick(mojTypes).shortName])].join('、'),
        ...{ openCases: int(0, 8), phone: '' },
      };
    }),
    account: [
      ...account('市', []),
      ...account('区县', areas),
      ...account('街道', streets),
      ...account('社区', villages),
    ],
  };
}
