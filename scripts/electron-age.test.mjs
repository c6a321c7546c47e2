import { expect, test } from 'vitest';
import { electronAge, electronWarning } from './electron-age.mjs';

const release = { major: 45, released: '2026-10-21' };
const after = (weeks) => Date.parse(release.released) + weeks * 7 * 86_400_000;

test('a major is supported for the 24 weeks in which it is one of the three newest', () => {
  expect(electronAge(release.released, after(23))).toEqual({ weeks: 23, isSupported: true });
  expect(electronAge(release.released, after(24))).toEqual({ weeks: 24, isSupported: false });
});

test('whoever packs an older one is warned in both languages, and nobody else', () => {
  expect(electronWarning(release, after(23))).toBeNull();
  expect(electronWarning(release, after(30))).toMatch(/30 weeks ago[\s\S]*不再有安全更新/);
});
