import { expect, test } from 'vitest';
import { fileNameFor, fileNameSchema, filePlaceOf, sizeText } from './file.ts';

test('a file keeps its name, made safe and short, with the end that goes with its bytes', () => {
  expect(fileNameFor('楼道.JPG', 'image/jpeg')).toBe('楼道.jpg');
  expect(fileNameFor('楼道.jpeg', 'image/jpeg')).toBe('楼道.jpeg');
  expect(fileNameFor('合同.pdf', 'image/png')).toBe('合同.png');
  expect(fileNameFor('3.5 号楼', 'application/pdf')).toBe('3.5 号楼.pdf');
  expect(fileNameFor('..\\..\\a/b:c*.png', 'image/png')).toBe('.._.._a_b_c_.png');
  expect(fileNameFor('.png', 'image/png')).toBe('材料.png');
  expect(fileNameFor('旧合同.wps', 'application/msword')).toBe('旧合同.wps');
  for (const long of ['长'.repeat(400), '\ud83d半个', `${'😀'.repeat(119)}.png`])
    expect(fileNameSchema.safeParse(fileNameFor(long, 'image/png')).success).toBe(true);
});

test('sizes are told as people read them', () => {
  expect([1, 999, 640_400, 20_000_000].map(sizeText)).toEqual(['1 KB', '1 KB', '640 KB', '20.0 MB']);
});

test('one word says where the bytes of a file are (SYNC-8)', () => {
  expect(filePlaceOf({ here: false, atCity: false }, true)).toBe('not_here');
  expect(filePlaceOf({ here: true, atCity: false }, true)).toBe('waiting');
  expect(filePlaceOf({ here: true, atCity: true }, true)).toBe('at_city');
  expect(filePlaceOf({ here: true, atCity: false }, false)).toBe('here');
});
