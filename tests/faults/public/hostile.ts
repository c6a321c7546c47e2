import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { Random } from '../../../center/sample/random.ts';
import { photoOf } from '../../../services/files/testing.ts';

/** What somebody sends who wants a server to break, to tell, or to run a script for the next who looks. */

/** A script that ran calls `window.__ran`, and markup that was taken for markup has the attribute `data-ran`. */
const markup = [
  '<img src=x data-ran onerror="__ran(1)">',
  '<script data-ran>__ran(2)</script>',
  '"><svg data-ran onload=__ran(3)>',
  "'><body data-ran onload='__ran(4)'>",
  '</textarea><script data-ran>__ran(5)</script>',
  '</title><script data-ran>__ran(6)</script>',
  '<a data-ran href="javascript:__ran(7)" autofocus onfocus="__ran(7)">点我</a>',
  '" onmouseover="__ran(8)" autofocus onfocus="__ran(8)" data-ran="',
  '<iframe data-ran srcdoc="<script>parent.__ran(9)</script>"></iframe>',
  '&lt;script&gt;__ran(10)&lt;/script&gt;<details data-ran open ontoggle=__ran(10)>',
  '{{constructor.constructor("__ran(11)")()}}#{__ran(11)}<%= __ran(11) %>',
  '<math><mtext><table><mglyph><style><img src=x data-ran onerror=__ran(12)>',
  '＜script data-ran＞__ran(13)＜/script＞',
  '\u202e<input data-ran autofocus onfocus=__ran(14)>',
  ']]><script xmlns="http://www.w3.org/1999/xhtml" data-ran>__ran(15)</script>',
] as const;

const breaking = [
  ...['', ' ', '\0', '\0\0\0', '\ud800', '\udfff\ud800', '\u202e\u2066', '\ufeff', 'é'.normalize('NFD').repeat(50)],
  ...[
    "' OR '1'='1",
    '"; DROP TABLE cases; --',
    '1; SELECT pg_sleep(9)',
    "\\'; --",
    '%00',
    '%',
    '%zz',
    '$1',
    '{}',
    '[]',
  ],
  ...['../../../../etc/passwd', '..\\..\\windows\\win.ini', 'file:///etc/passwd', 'http://127.0.0.1:1/'],
  ...['-1', '0', '1e309', 'NaN', '9007199254740993', '99999999999999999999', '0x10', '１２３'],
  ...['null', 'undefined', 'true', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '\r\nset-cookie: a=b'],
  ...['00000000-0000-4000-8000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '410105', '410105016002', 'city'],
  ...['🧨'.repeat(40), '字'.repeat(3_000), 'a'.repeat(20_000), '\n'.repeat(500), '{"json":{"a":1}}'],
] as const;

export const markupOf = (random: Random): string => random.pick(markup);

export function hostileText(random: Random): string {
  if (random.chance(0.35)) return markupOf(random);
  if (random.chance(0.85)) return random.pick(breaking);
  return Array.from({ length: random.int(1, 60) }, () => String.fromCharCode(random.int(0, 0xffff))).join('');
}

/** What stands in an address in place of a part. Nothing in it that a client would refuse to send. */
export function hostilePart(random: Random): string {
  const tricks = [
    ...['..', '../..', '..%2f..%2f', '%2e%2e/%2e%2e/', '..%5c..%5c', '%252e%252e%252f', '....//', '%c0%ae%c0%ae/', '.'],
    ...[
      '%00',
      'x%00.css',
      '%',
      '%E0%A4%A',
      '%ff%fe',
      ';/',
      '//',
      '?',
      '#',
      '~',
      '%0d%0aset-cookie:a=b',
      'x'.repeat(5_000),
    ],
  ];
  return random.chance(0.5) ? random.pick(tricks) : encodeURIComponent(hostileText(random).toWellFormed());
}

export function bytesOf(random: Random, most: number): Buffer {
  const bytes = Buffer.alloc(random.int(0, most));
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = random.int(0, 255);
  return bytes;
}

/** Small on the line, and more than a call may be when it is unpacked. */
const bombs = [
  ['gzip', gzipSync(Buffer.alloc(64 * 1024 * 1024))],
  ['zstd', zstdCompressSync(Buffer.alloc(64 * 1024 * 1024))],
  ['gzip', gzipSync(gzipSync(Buffer.alloc(64 * 1024 * 1024)))],
  ['zstd', zstdCompressSync(Buffer.from(`{"json":${'['.repeat(4_000_000)}`))],
] as const;
export const bombOf = (random: Random): readonly [encoding: string, bytes: Buffer] => random.pick(bombs);

/** Files that say they are pictures and are not, or not whole. */
export function brokenImage(random: Random): { readonly type: string; readonly name: string; readonly bytes: Buffer } {
  const whole = Buffer.from(photoOf('坏'));
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452ffffffffffffffff0806000000', 'hex');
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" data-ran onload="__ran(20)"><script>__ran(20)</script></svg>',
  );
  const damaged = Buffer.from(whole);
  for (let turn = 0; turn < 6; turn += 1) damaged[random.int(2, damaged.length - 1)] = random.int(0, 255);
  return random.pick([
    { type: 'image/jpeg', name: 'a.jpg', bytes: whole.subarray(0, random.int(0, whole.length)) },
    { type: 'image/jpeg', name: '../../a.jpg', bytes: damaged },
    { type: 'image/png', name: 'a.png', bytes: png },
    { type: 'image/svg+xml', name: 'a.svg', bytes: svg },
    { type: 'image/jpeg', name: '<img src=x data-ran onerror=__ran(21)>.jpg', bytes: svg },
    { type: 'video/mp4', name: 'a.mp4', bytes: bytesOf(random, 400) },
    { type: 'image/webp', name: '\u202egpj.exe', bytes: Buffer.from('RIFF\xff\xff\xff\xffWEBPVP8 ', 'latin1') },
  ]);
}
