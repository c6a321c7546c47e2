import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';
import { createAppProtocol, safePathSegments } from './protocol.ts';

const folder = mkdtempSync(join(tmpdir(), 'app-protocol-'));
const root = join(folder, 'renderer');
const lines: string[] = [];
const serve = createAppProtocol(root, (line) => lines.push(line));
const PAGE = '<!doctype html><title>枫桥工作台</title>';
const SECRET = '身份证号 410105199001011200';

beforeAll(() => {
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), PAGE);
  writeFileSync(join(root, 'assets', 'app-1a2b.js'), 'export {};');
  writeFileSync(join(root, 'assets', '图标 1.svg'), '<svg/>');
  writeFileSync(join(root, '%2e%2e'), 'literal name');
  writeFileSync(join(folder, 'secret.txt'), SECRET);
  mkdirSync(join(folder, 'renderer-private'));
  writeFileSync(join(folder, 'renderer-private', 'secret.txt'), SECRET);
  symlinkSync(join(folder, 'secret.txt'), join(root, 'assets', 'link.txt'));
  symlinkSync(folder, join(root, 'up'));
  symlinkSync(join(root, 'loop'), join(root, 'loop'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const get = (path: string, init: RequestInit = {}) => serve(new Request(`app://desk${path}`, init));
const NAVIGATION = { headers: { accept: 'text/html,application/xhtml+xml' } };

describe('what is served', () => {
  test('the page at the root, with the policy and without sniffing', async () => {
    const response = await get('/');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(PAGE);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('files with their types, also under Chinese names with spaces', async () => {
    const script = await get('/assets/app-1a2b.js?v=1');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const icon = await get('/assets/%E5%9B%BE%E6%A0%87%201.svg');
    expect(icon.status).toBe(200);
    expect(icon.headers.get('content-type')).toBe('image/svg+xml');
  });

  test('a route of the page gets the page; a missing file never does', async () => {
    expect(await (await get('/cases/123', NAVIGATION)).text()).toBe(PAGE);
    expect((await get('/cases/123')).status).toBe(404);
    expect((await get('/assets/missing.js', NAVIGATION)).status).toBe(404);
    expect((await get('/assets', {})).status).toBe(404);
  });

  test('HEAD has no body; other methods and other hosts are refused', async () => {
    expect(await (await get('/', { method: 'HEAD' })).text()).toBe('');
    expect((await get('/', { method: 'POST', body: 'x' })).status).toBe(405);
    expect((await serve(new Request('app://other/index.html'))).status).toBe(404);
    expect((await serve(new Request('https://desk/index.html'))).status).toBe(404);
  });

  test('a missing build is said in Chinese and logged, not thrown', async () => {
    const broken = createAppProtocol(join(folder, 'nowhere'), (line) => lines.push(line));
    const response = await broken(new Request('app://desk/'));
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('请重新安装');
    expect(lines.join()).toContain('ENOENT');
  });
});

describe('containment', () => {
  const attempts = [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets%2f..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/assets/%2e%2e%5c%2e%2e%5csecret.txt',
    '/%252e%252e/secret.txt',
    '/../renderer-private/secret.txt',
    '/secret.txt%00.html',
    '/assets/link.txt',
    '/up/secret.txt',
    '/loop',
    '/C:/Windows/win.ini',
    '/C%3a/Windows/win.ini',
    '/index.html::$DATA',
    '/nul',
    '/index.html.',
    '//etc/passwd',
    '/%E0%A4%A',
    `/${'a'.repeat(5000)}`,
  ];
  test.each(attempts)('%s gives nothing from outside the page', async (path) => {
    const response = await get(path);
    expect([400, 404]).toContain(response.status);
    expect(await response.text()).not.toContain('410105');
  });

  test('a double-encoded dot is a literal name, not a way up', async () => {
    expect(await (await get('/%252e%252e')).text()).toBe('literal name');
  });

  test('whatever the path, its parts are plain names', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('..', '.', '%2e', '%2f', '%5c', '\\', '\0', '%00', '/', 'C:', 'a'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const segments = safePathSegments(pieces.join('')) ?? [];
        return segments.every((name) => name !== '' && name !== '.' && name !== '..' && !/[\\/\0:]/.test(name));
      }),
    );
  });
});

test('the policy runs no text as a program and loads nothing from outside', () => {
  const directives = new Map(
    CONTENT_SECURITY_POLICY.split('; ').map((directive) => {
      const [name, ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
  expect(directives.get('default-src')).toEqual(["'none'"]);
  expect(directives.get('script-src')).toEqual(["'self'"]);
  expect(directives.get('object-src')).toEqual(["'none'"]);
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-eval|https?:|\*/);
});
