import { expect, test } from 'vitest';
import { checkExternalLink } from './external-links.ts';

test('an https address is opened as it reads', () => {
  expect(checkExternalLink('https://www.12348.gov.cn/#/homepage')).toBe('https://www.12348.gov.cn/#/homepage');
});

test('no site but those of authorities is opened, however its name is made up', () => {
  expect(checkExternalLink('https://gov.cn/')).toBe('https://gov.cn/');
  for (const host of ['example.org', 'gov.cn.example.org', 'evil-gov.cn', 'xn--gv-0ja.cn', '10.0.0.1', 'localhost']) {
    expect(() => checkExternalLink(`https://${host}/www.gov.cn`)).toThrow('gov.cn');
  }
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
