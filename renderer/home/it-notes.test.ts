import { expect, test } from 'vitest';
import { calendarNote, deskNote, programNote, staffNote } from './it-notes.ts';

const member = (roles: readonly ('clerk' | 'it')[], active = true) => ({
  staffId: `${roles.join()}${active}`,
  account: 'a',
  name: '某某',
  roles,
  placeCode: null,
  unit: null,
  phone: null,
  active,
  specialities: [],
  servedPlace: null,
});

test('accounts are counted by role, those switched off apart', () => {
  expect(staffNote([member(['clerk']), member(['clerk', 'it']), member(['clerk'], false)])).toEqual([
    '在用 2 个，已停用 1 个',
    '受理员 2　系统管理员 1',
  ]);
});

test('a year without holidays is said, because deadlines into it are 暂定', () => {
  expect(calendarNote([2025, 2026, 2027], 2026)).toEqual(['2026、2027 年的安排都有了', '期限按工作日算得准']);
  expect(calendarNote([2025, 2026], 2026)[0]).toBe('2027 年的安排还没有');
  expect(calendarNote([2025, 2026], 2026)[1]).toContain('算到 2027 年的期限显示“暂定”');
});

test('other computers: closed, open, open without an address', () => {
  const lan = { listening: false, problem: null, addresses: [], fingerprint: null, desks: [] };
  expect(deskNote(lan)[0]).toBe('没有开放');
  const problem = '端口 5443 不能用（EADDRINUSE），请换一个端口。';
  expect(deskNote({ ...lan, problem })).toEqual(['这次启动没能开放', problem]);
  expect(deskNote({ ...lan, listening: true, addresses: ['https://192.168.1.5:5443'] })).toEqual([
    '已开放，连着 0 台',
    'https://192.168.1.5:5443',
  ]);
  expect(deskNote({ ...lan, listening: true })[1]).toBe('这台电脑没有局域网地址');
});

test('a clock that stands behind the records is said (LOG-10)', () => {
  const status = { setUp: true, name: '', version: '0.1.0', now: 0, clockSuspect: true, replacing: false };
  expect(programNote(status)[1]).toContain('时间不对');
});
