import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { MaskedKind } from '../../domain/access/masks.ts';
import { endOfChinaDay } from '../../domain/deadlines/china-time.ts';
import type { Caller } from '../dependencies.ts';
import { exportColumns } from './export-columns.ts';
import type { LedgerPerson } from './port.ts';
import { applicant, cellsOf, clerk, exportsOf, now, query, rowOf, sheetOf } from './testing.ts';

const context = { names: new Map(), now, mark: { line: '', short: '' }, kinds: new Set<MaskedKind>() };
const manager: Caller = { ...clerk, roles: ['manager'] };
const inFull = { ...query, inFull: { reason: '上级调阅' } };

describe('the sheet, read back by another library', () => {
  it('has a header that stays in sight, Chinese words for codes, dates as a clock in China shows them, amounts as numbers', async () => {
    const sheet = await sheetOf(exportsOf([rowOf('1')]).exports);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 });
    const cells = cellsOf(sheet, 1);
    expect(Object.keys(cells)).toEqual([
      '案号',
      '状态',
      '当事人',
      '调解员',
      '金额（元）',
      '登记时间',
      '期限',
      '期限事项',
      '申请人',
      '申请人证件号码',
      '申请人电话',
      '被申请人',
      '被申请人证件号码',
      '被申请人电话',
      '第三人',
      '第三人证件号码',
      '第三人电话',
      '导出人和时间',
    ]);
    expect(cells.状态?.value).toBe('调解中');
    expect(cells.调解员?.value).toBe('张卫');
    expect(cells['金额（元）']).toMatchObject({ value: 12_500.5, numFmt: '#,##0.00' });
    expect(cells.登记时间).toMatchObject({ value: new Date('2026-11-20T09:10:00Z'), numFmt: 'yyyy-mm-dd hh:mm' });
    expect(cells.期限?.value).toEqual(new Date('2026-11-24T18:00:00Z'));
    expect(cells.期限事项?.value).toBe('化解时限（临期）');
  });

  it('says how the court’s confirmation stands, and its last day as a day (民事诉讼法 205)', () => {
    const due = { confirmationDueAt: endOfChinaDay('2026-12-23'), confirmationProvisional: true };
    const row = rowOf('1', { confirmationStanding: 'open', ...due });
    const columns = exportColumns(['confirmationStanding', 'confirmationDueAt'], context).slice(0, 3);
    const cells = columns.map(({ header, numFmt, cell }) => [header, numFmt, cell({ row, people: [] })]);
    expect(cells).toEqual([
      ['司法确认状态', '@', '未申请'],
      ['司法确认期限', 'yyyy-mm-dd', new Date('2026-12-23T23:59:00Z')],
      ['司法确认期限说明', '@', '暂定'],
    ]);
    const none = columns.map(({ cell }) => cell({ row: rowOf('2'), people: [] }));
    expect(none).toEqual([null, null, null]);
  });

  it('keeps all 18 digits of ID numbers, as text, where it is to be in full', async () => {
    const sheet = await sheetOf(exportsOf([rowOf('1')], [applicant]).exports, inFull, manager);
    const { 申请人证件号码: id, 申请人电话: phone } = cellsOf(sheet, 1);
    expect(id).toMatchObject({ value: '410105199001011237', type: ExcelJS.ValueType.String, numFmt: '@' });
    expect(phone).toMatchObject({ value: '13800001203', type: ExcelJS.ValueType.String, numFmt: '@' });
  });

  it.each([
    '=cmd()',
    '+1+1',
    '-2',
    '@SUM(A1)',
    "=cmd|'/C calc'!A0",
    '<b>&"粗"</b>',
    '_x0041_',
    '  甲 ',
    '\u{20BB7}㛃喆',
    '甲\t乙',
  ])('shows %s literally, never as a formula or markup', async (text) => {
    const people = [{ ...applicant, name: text }];
    const sheet = await sheetOf(exportsOf([rowOf('1', { partiesText: text })], people).exports);
    const { 当事人: parties, 申请人: name } = cellsOf(sheet, 1);
    for (const cell of [parties, name]) {
      expect(cell?.type).toBe(ExcelJS.ValueType.String);
      expect(String(cell?.value).replaceAll('_x005F_', '_')).toBe(text);
      expect(cell?.numFmt).toBe('@');
      expect(cell?.formula).toBeUndefined();
    }
  });

  it('keeps several people of one side in the same places, and says where a number is missing', async () => {
    const people = [applicant, { ...applicant, name: '王某', documentNumber: null, phone: null }];
    const cells = cellsOf(await sheetOf(exportsOf([rowOf('1')], people).exports, inFull, manager), 1);
    expect(cells.申请人?.value).toBe('张某、王某');
    expect(cells.申请人证件号码?.value).toBe('410105199001011237、（未登记）');
    expect(cells.申请人电话?.value).toBe('13800001203、（未登记）');
    expect(cells.被申请人?.value).toBeNull();
  });

  it('says what is over, and leaves empty what is not known', async () => {
    const over = rowOf('1', { dueAt: now - 1, provisional: true });
    const nothing = rowOf('2', { amountFen: null, deadlineName: null, dueAt: null, warnAt: null, mediatorIds: [] });
    const sheet = await sheetOf(exportsOf([over, nothing]).exports);
    expect(cellsOf(sheet, 1).期限事项?.value).toBe('化解时限（超期，暂定）');
    for (const header of ['金额（元）', '期限', '期限事项', '调解员'])
      expect(cellsOf(sheet, 2)[header]?.value).toBeNull();
  });

  it('makes a sheet with a header alone where nothing passes the filter', async () => {
    expect((await sheetOf(exportsOf([]).exports)).rowCount).toBe(2);
  });

  it('says above the header and in each row who took it, of which center, and when', async () => {
    const sheet = await sheetOf(exportsOf([rowOf('1'), rowOf('2')]).exports);
    const line = String(sheet.getRow(1).getCell(1).value);
    expect(line).toBe(
      '金水区综治中心　李敏（limin）于 2026-11-23 16:05 导出　号码已隐去部分　内有个人信息，限工作使用，不得外传',
    );
    for (const n of [1, 2]) expect(cellsOf(sheet, n).导出人和时间?.value).toBe('李敏（limin） 2026-11-23 16:05');
  });

  it('masks numbers, telephones and minors unless it is to be in full; credit codes are public', async () => {
    const child = { ...applicant, name: '孙小果', birthDate: '2015-01-01', documentNumber: null, phone: null };
    const unit = {
      ...applicant,
      kind: 'unit',
      role: 'respondent',
      name: '某公司',
      documentNumber: '91410105MA45XXXX1Y',
    };
    const people = [applicant, child, { ...unit, documentKind: null, birthDate: null } as LedgerPerson];
    const masked = cellsOf(await sheetOf(exportsOf([rowOf('1')], people).exports), 1);
    expect(masked.申请人?.value).toBe('张某、孙某');
    expect(masked.申请人证件号码?.value).toBe('410105********1237、（未登记）');
    expect(masked.申请人电话?.value).toBe('138****1203、（未登记）');
    expect(masked.被申请人证件号码?.value).toBe('91410105MA45XXXX1Y');
    const { exports } = exportsOf([rowOf('1')], people);
    const whole = cellsOf(await sheetOf(exports, inFull, manager), 1);
    expect(whole.申请人?.value).toBe('张某、孙小果');
    expect(whole.申请人证件号码?.value).toBe('410105199001011237、（未登记）');
  });
});
