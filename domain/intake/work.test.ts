import { expect, test } from 'vitest';
import { hasZeroBits, WORK, workBits } from './work.ts';

test('whoever comes alone works least, each doubling costs one bit, and there is an end to it', () => {
  expect(workBits({ ofAddress: 0, ofPlace: 0 })).toBe(WORK.bits);
  expect(workBits({ ofAddress: 8, ofPlace: 16 })).toBe(WORK.bits);
  expect(workBits({ ofAddress: 9, ofPlace: 0 })).toBe(WORK.bits + 1);
  expect(workBits({ ofAddress: 0, ofPlace: 64 })).toBe(WORK.bits + 2);
  expect(workBits({ ofAddress: 16, ofPlace: 64 })).toBe(WORK.bits + 2);
  expect(workBits({ ofAddress: 1e9, ofPlace: 1e9 })).toBe(WORK.mostBits);
});

test('zero bits are counted from the first on', () => {
  const key = (...bytes: number[]) => new Uint8Array(bytes);
  expect(hasZeroBits(key(0b0000_0011, 0xff), 6)).toBe(true);
  expect(hasZeroBits(key(0b0000_0111, 0), 6)).toBe(false);
  expect(hasZeroBits(key(0, 0b0000_1111), 12)).toBe(true);
  expect(hasZeroBits(key(0, 0b0001_1111), 12)).toBe(false);
  expect(hasZeroBits(key(0, 0xff), 8)).toBe(true);
  expect(hasZeroBits(key(0), 12)).toBe(false);
  expect(hasZeroBits(key(), 6)).toBe(false);
});
