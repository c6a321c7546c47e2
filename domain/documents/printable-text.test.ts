import { expect, test } from 'vitest';
import { hasLongRun } from './printable-text.ts';

test('a text without a place to break is found wherever it stands; what any line holds is not', () => {
  expect(hasLongRun({ facts: ['双方争吵。', `见 http://example.com/${'a'.repeat(40)}`] })).toBe(true);
  expect(hasLongRun([{ rows: [[{ label: '证件号码', value: '410102197903070011' }]] }])).toBe(true);
  expect(hasLongRun('！'.repeat(20))).toBe(true);
  expect(hasLongRun({ phone: '13800006001', amount: '360,000.00', date: '2026年11月27日', age: null })).toBe(false);
  // It has a place of its own beside the seal.
  expect(hasLongRun({ verification: { code: 'K7MW-3XPT-9QRD', qr: '<svg>'.repeat(10) } })).toBe(false);
});
