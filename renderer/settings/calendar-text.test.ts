import { expect, test } from 'vitest';
import { readCalendarText } from './calendar-text.ts';

const text = '日期,类型,名称\n';
// The same words in GBK, as Excel on Chinese Windows saves them.
const gbk = [0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xc0, 0xe0, 0xd0, 0xcd, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x0a];

test('a holiday file is read as UTF-8, with or without its mark, or as GBK', async () => {
  expect(await readCalendarText(new Blob([text]))).toBe(text);
  expect((await readCalendarText(new Blob(['\uFEFF', text]))).replace('\uFEFF', '')).toBe(text);
  expect(await readCalendarText(new Blob([new Uint8Array(gbk)]))).toBe(text);
});
