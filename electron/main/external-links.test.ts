import { expect, test } from 'vitest';
import { checkExternalLink } from './external-links.ts';

test('an https address is opened as it reads', () => {
  expect(checkExternalLink('https://www.12348.gov.cn/#/homepage')).toBe('https://www.12348.gov.cn/#/homepage');
});

test.each([
  'http://example.org/',
  'file:///C:/Windows/System32/calc.exe',
  'javascript:alert(1)',
  'ms-settings:network',
  'smb://server/share',
  '\\\\server\\share',
  'https://user:secret@example.org/',
  'calc.exe',
  '',
  `https://example.org/${'a'.repeat(3000)}`,
])('%s is not opened, and the reason is Chinese', (address) => {
  expect(() => checkExternalLink(address)).toThrow(/[一-鿿]/);
});
