import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { markersIn, searchFolder } from './find-markers.ts';

const markers = { name: '欧阳标靖瑶', phone: '13912345678' };
const found = (bytes: Uint8Array | string) => [...markersIn(Buffer.from(bytes as Uint8Array), markers)];
const around = (text: string) => `vor ${text} nach`;

test('a marker is found however it is written', () => {
  for (const text of ['欧阳标靖瑶', '13912345678']) {
    const name = text === markers.name ? 'name' : 'phone';
    expect(found(around(text))).toEqual([name]);
    expect(found(Buffer.from(around(text), 'utf16le'))).toEqual([name]);
    expect(found(Buffer.from(around(text), 'utf16le').swap16())).toEqual([name]);
    for (const before of ['', 'a', 'ab']) expect(found(btoaOf(`${before}${text}z`))).toEqual([name]);
    expect(found(Buffer.from(around(text)).toString('hex'))).toEqual([name]);
    expect(found(`?q=${encodeURIComponent(text)}`)).toEqual([name]);
    expect(found(gzipSync(around(text)))).toEqual([name]);
    expect(found(zstdCompressSync(around(text)))).toEqual([name]);
    expect(found(zipSync({ 'a.txt': strToU8(around(text)) }))).toEqual([name]);
    const stream = deflateSync(around(text));
    expect(
      found(Buffer.concat([Buffer.from('%PDF-1.7\n1 0 obj<<>>stream\n'), stream, Buffer.from('\nendstream')])),
    ).toEqual([name]);
  }
  expect(found('nothing of anybody')).toEqual([]);
});

const btoaOf = (text: string) => Buffer.from(text).toString('base64');

test('also in the name of a file, and below folders', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-markers-'));
  try {
    mkdirSync(join(folder, 'inner'));
    writeFileSync(join(folder, 'inner', '欧阳标靖瑶.txt'), 'nothing');
    writeFileSync(join(folder, 'log'), gzipSync(zipSync({ a: strToU8('13912345678') })));
    expect(searchFolder(folder, markers).toSorted()).toEqual(['inner/欧阳标靖瑶.txt: name', 'log: phone']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
