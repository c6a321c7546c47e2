import { expect, test } from 'vitest';
import { mapLink, telLink } from './place-link.ts';

test('a place opens in the map that the phone has, by its words and without a service that needs a key', () => {
  expect(mapLink('鸿苑社区  3 号楼&q=x')).toBe(`geo:0,0?q=${encodeURIComponent('鸿苑社区 3 号楼&q=x')}`);
  expect(mapLink('　')).toBeNull();
});

test.each([
  ['13800001203', 'tel:13800001203'],
  ['0371-67181234', 'tel:037167181234'],
  ['0371-67181234转801', 'tel:037167181234,801'],
  ['+85221234567', 'tel:+85221234567'],
])('%s is dialled as %s', (phone, link) => {
  expect(telLink(phone)).toBe(link);
});

test.each(['138****1203', '无', 'javascript:alert(1)', null])('%s is not dialled', (phone) => {
  expect(telLink(phone)).toBeNull();
});
