import { expect, test } from 'vitest';
import { cityOrigin, codeCheck, enrolmentCode, originCheck } from './enrolment.ts';

test('an address is taken as people type it', () => {
  expect(cityOrigin(' Sync.Example.gov.cn/ ')).toBe('https://sync.example.gov.cn');
  expect(cityOrigin('ｈｔｔｐｓ：／／sync。example。gov。cn')).toBe('https://sync.example.gov.cn');
  expect(cityOrigin('http://127.0.0.1:5280')).toBe('http://127.0.0.1:5280');
});

test('an address that is none, or goes on behind the host, is told', () => {
  expect(originCheck('')).toBe('请填市平台地址');
  expect(originCheck('sync.example.gov.cn')).toBeNull();
  expect(originCheck('ftp://sync.example.gov.cn')).toContain('https://');
  expect(originCheck('https://')).toContain('https://');
  expect(originCheck('sync.example.gov.cn/rpc')).toContain('路径');
});

test('blanks, small letters and full width in a code are no mistake', () => {
  expect(enrolmentCode(' 410105-ab cd－efgh ')).toBe('410105-ABCD-EFGH');
  expect(codeCheck(' ')).toBe('请填接入码');
  expect(codeCheck('410 105')).toContain('没有写全');
  expect(codeCheck('410105-abcd')).toBeNull();
});
