import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readPhotoFacts, writePhotoFacts } from './exif.ts';
import { cleanJpeg, cleanPng, cleanWebp } from './photo.ts';

const PLACE = '34.7472N-113.6249E';
const TAKEN = '2026:11:23 16:05:12';
const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));
const joined = (...parts: readonly (Uint8Array | string)[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))));

/** Exif as a phone writes it: held sideways, with a maker and a place. Little-endian. */
function phoneExif(): Uint8Array {
  const block = Buffer.alloc(300);
  block.write('II*\0', 0, 'latin1');
  block.writeUInt32LE(8, 4);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    block.writeUInt16LE(tag, at);
    block.writeUInt16LE(type, at + 2);
    block.writeUInt32LE(count, at + 4);
    block.writeUInt32LE(value, at + 8);
  };
  block.writeUInt16LE(4, 8);
  entry(10, 0x010f, 2, 8, 100); // maker
  entry(22, 0x0112, 3, 1, 6);
  entry(34, 0x8769, 4, 1, 120);
  entry(46, 0x8825, 4, 1, 180); // place
  block.write('PhoneCo\0', 100, 'latin1');
  block.writeUInt16LE(1, 120);
  entry(122, 0x9003, 2, 20, 150);
  block.write(TAKEN, 150, 'latin1');
  block.writeUInt16LE(1, 180);
  entry(182, 0x0002, 2, PLACE.length, 220);
  block.write(PLACE, 220, 'latin1');
  return new Uint8Array(block);
}

const facts = { orientation: 6, takenAt: TAKEN };

describe('Exif', () => {
  test('of a phone is read, and what is written back says how it is held and when it was taken, no more', () => {
    expect(readPhotoFacts(phoneExif())).toEqual(facts);
    for (const each of [facts, { ...facts, orientation: null }, { ...facts, takenAt: null }]) {
      const written = writePhotoFacts(each);
      expect(written && readPhotoFacts(written)).toEqual(each);
    }
    expect(writePhotoFacts({ orientation: null, takenAt: null })).toBeNull();
  });

  test('that is damaged says nothing and never throws', () => {
    const whole = phoneExif();
    const nothing = { orientation: null, takenAt: null };
    for (const damaged of [new Uint8Array(), hex('00'), joined('XX*\0', new Uint8Array(20))])
      expect(readPhotoFacts(damaged)).toEqual(nothing);
    for (let length = 0; length < whole.byteLength; length += 1) {
      const { orientation } = readPhotoFacts(whole.slice(0, length));
      expect([null, 6]).toContain(orientation);
    }
    const wild = whole.map((byte, index) => (index > 7 && index < 60 ? 0xff : byte));
    expect(readPhotoFacts(wild)).toEqual(nothing);
  });
});

function segment(marker: number, content: Uint8Array | string): Uint8Array {
  const bytes = joined(content);
  const length = bytes.byteLength + 2;
  return joined(new Uint8Array([0xff, marker, length >> 8, length & 0xff]), bytes);
}

const jfif = segment(0xe0, 'JFIF\0\x01\x02\0\0\x01\0\x01\0\0');
const colours = segment(0xe2, 'ICC_PROFILE\0\x01\x01profile');
const tables = segment(0xdb, new Uint8Array(65).fill(16));
const frame = segment(0xc2, hex('08 0001 0001 01 011100'));
/** Two scans, with stuffing and a restart inside. */
const scans = joined(
  segment(0xda, hex('01 0100 003f00')),
  hex('3fff00ffd0 12'),
  segment(0xc4, hex('00')),
  segment(0xda, hex('01 0100 003f00')),
  hex('aaff00'),
);
const picture = joined(jfif, colours, tables, frame, scans);
const told = joined(
  segment(0xe1, joined('Exif\0\0', phoneExif())),
  segment(0xe1, `http://ns.adobe.com/xap/1.0/\0<exif:GPS>${PLACE}</exif:GPS>`),
  segment(0xed, `Photoshop 3.0\0${PLACE}`),
  segment(0xe2, `MPF\0${PLACE}`),
  segment(0xfe, PLACE),
);
const jpeg = joined(hex('ffd8'), told, picture, hex('ffd9'));
const has = (bytes: Uint8Array | null, text: string) => Buffer.from(bytes ?? []).includes(text, 0, 'latin1');

describe('a JPEG', () => {
  test('loses the place wherever it stands, and keeps its picture bit for bit and how it is held', () => {
    const clean = cleanJpeg(joined(jpeg, 'a film behind the picture: ', PLACE));
    expect(has(clean, PLACE)).toBe(false);
    expect(has(clean, 'PhoneCo')).toBe(false);
    const exif = segment(0xe1, joined('Exif\0\0', writePhotoFacts(facts) ?? ''));
    expect(clean).toEqual(joined(hex('ffd8'), exif, picture, hex('ffd9')));
    expect(clean && cleanJpeg(clean)).toEqual(clean);
  });

  test('without Exif gets none', () => {
    const bare = joined(hex('ffd8'), picture, hex('ffd9'));
    expect(cleanJpeg(bare)).toEqual(bare);
  });

  test('that was cut off anywhere is told from a whole one', () => {
    for (let length = 0; length < jpeg.byteLength; length += 1) expect(cleanJpeg(jpeg.slice(0, length))).toBeNull();
    expect(cleanJpeg(joined(hex('ffd8'), jfif, hex('ffd9')))).toBeNull();
    expect(cleanJpeg(joined(hex('ffd8'), 'no segments', hex('ffd9')))).toBeNull();
  });
});

function chunk(type: string, content: Uint8Array | string): Uint8Array {
  const bytes = joined(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.byteLength);
  return joined(length, type, bytes, hex('00000000'));
}

describe('a PNG', () => {
  const head = hex('89504e470d0a1a0a');
  const parts = [
    chunk('IHDR', hex('00000001 00000001 08 00 00 00 00')),
    chunk('IDAT', new Uint8Array(deflateSync(hex('0000')))),
  ];
  const end = chunk('IEND', '');
  const png = joined(head, ...parts, chunk('tEXt', PLACE), chunk('eXIf', phoneExif()), end, PLACE);

  test('loses the place and keeps its picture, and how it is held', () => {
    const clean = cleanPng(png);
    expect(has(clean, PLACE)).toBe(false);
    const exif = writePhotoFacts(facts) ?? new Uint8Array();
    const at = Buffer.from(clean ?? []).indexOf('eXIf');
    expect(clean?.slice(at + 4, at + 4 + exif.byteLength)).toEqual(exif);
    expect(clean && cleanPng(clean)).toEqual(clean);
    const bare = joined(head, ...parts, end);
    expect(cleanPng(bare)).toEqual(bare);
  });

  test('that was cut off anywhere is told from a whole one', () => {
    const whole = png.byteLength - PLACE.length;
    for (let length = 0; length < whole; length += 1) expect(cleanPng(png.slice(0, length))).toBeNull();
  });
});

describe('a WebP', () => {
  function riff(type: string, content: Uint8Array | string): Uint8Array {
    const bytes = joined(content);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.byteLength);
    return joined(type, length, bytes, new Uint8Array(bytes.byteLength % 2));
  }
  const picture8 = riff('VP8 ', 'picture');
  const flags = (value: number) => riff('VP8X', joined(new Uint8Array([value]), hex('000000 000000 000000')));
  const webp = riff('RIFF', joined('WEBP', flags(0x2c), picture8, riff('EXIF', phoneExif()), riff('XMP ', PLACE)));

  test('loses the place and keeps its picture, and how it is held', () => {
    const exif = riff('EXIF', writePhotoFacts(facts) ?? '');
    const clean = cleanWebp(webp);
    expect(clean).toEqual(riff('RIFF', joined('WEBP', flags(0x28), picture8, exif)));
    expect(clean && cleanWebp(clean)).toEqual(clean);
    const bare = riff('RIFF', joined('WEBP', picture8));
    expect(cleanWebp(bare)).toEqual(bare);
  });

  test('that was cut off anywhere is told from a whole one', () => {
    for (let length = 0; length < webp.byteLength; length += 1) expect(cleanWebp(webp.slice(0, length))).toBeNull();
    expect(cleanWebp(riff('RIFF', joined('WEBP', flags(0x2c))))).toBeNull();
  });
});
