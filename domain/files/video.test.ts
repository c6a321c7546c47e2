import { describe, expect, test } from 'vitest';
import { box, element, type FilmTrack, filmOf, filmWith } from './film-testing.ts';
import { cleanVideo } from './video.ts';

const PLACE = '+34.7472+113.6249/';
const OWNER = '张某的手机';
const has = (bytes: Uint8Array | null, text: string) => Buffer.from(bytes ?? []).includes(text);
const picture: FilmTrack = { handler: 'vide', samples: ['画面一', '画面二'] };
const sound: FilmTrack = { handler: 'soun', samples: ['声音一', '声音二'] };
const concat = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

describe('MP4 and MOV: what tells of the place goes, picture and sound stay where they are', () => {
  const way: FilmTrack = { handler: 'meta', samples: [PLACE, PLACE] };
  const film = filmWith({
    ...{ tracks: [picture, { ...sound, more: [box('udta', OWNER)] }, way], brand: 'qt  ' },
    notes: [box('udta', box('\xa9xyz', PLACE)), box('meta', OWNER)],
    top: [box('uuid', OWNER), box('free', PLACE)],
  });
  const clean = cleanVideo(film, 'video/quicktime');

  test('place, owner, the way that was gone and what stands in gaps are nowhere in it', () => {
    expect([has(film, PLACE), has(film, OWNER)]).toEqual([true, true]);
    expect([has(clean, PLACE), has(clean, OWNER)]).toEqual([false, false]);
  });

  test('it has its length, and each sample its place', () => {
    expect(clean?.byteLength).toBe(film.byteLength);
    for (const sample of [...picture.samples, ...sound.samples]) {
      expect(Buffer.from(clean ?? []).indexOf(sample)).toBe(Buffer.from(film).indexOf(sample));
    }
  });

  test('a second time changes nothing, and what was sent is not changed', () => {
    expect(cleanVideo(clean ?? new Uint8Array(), 'video/mp4')).toEqual(clean);
    expect(has(film, PLACE)).toBe(true);
  });

  test('raw sound, whose samples are called one byte long, keeps all of it', () => {
    const raw = filmWith({ tracks: [picture, { ...sound, isRaw: true }, way] });
    const cleaned = cleanVideo(raw, 'video/quicktime');
    for (const sample of sound.samples) expect(has(cleaned, sample)).toBe(true);
    expect(has(cleaned, PLACE)).toBe(false);
  });

  const fragment = box('moof', box('mfhd', '....'), box('traf', box('tfhd', '....'), box('meta', PLACE)));
  test('fragments lose their notes; with a track of something else the film is not taken', () => {
    const headed = (tracks: readonly FilmTrack[]) => concat(filmWith({ tracks }), fragment, box('mdat', '画面三'));
    const cleaned = cleanVideo(headed([picture]), 'video/mp4');
    expect([has(cleaned, PLACE), has(cleaned, '画面三')]).toEqual([false, true]);
    expect(cleanVideo(headed([picture, way]), 'video/mp4')).toBeNull();
  });

  test('one that is cut off at any byte is not taken', () => {
    const whole = filmOf('甲');
    expect(cleanVideo(whole, 'video/mp4')).not.toBeNull();
    for (let end = 0; end < whole.byteLength; end += 1)
      expect(cleanVideo(whole.subarray(0, end), 'video/mp4')).toBeNull();
  });

  test.each([
    ['only sound', [sound]],
    ['nothing', []],
  ])('%s is no film', (_what, tracks) => {
    expect(cleanVideo(filmWith({ tracks }), 'video/mp4')).toBeNull();
  });

  test('tables that promise more than there is are not believed', () => {
    const bytes = Buffer.from(filmOf('乙'));
    for (const name of ['stco', 'stsc', 'stsz']) {
      const changed = Buffer.from(bytes);
      changed.writeUInt32BE(0xffff_ffff, changed.indexOf(name) + (name === 'stsz' ? 12 : 8));
      expect(cleanVideo(changed, 'video/mp4')).toBeNull();
    }
  });
});

describe('WebM: tags, attachments and titles go', () => {
  const track = (type: string) => element('1654ae6b', element('ae', element('83', Buffer.from(type, 'hex'))));
  const block = element('a3', '画面');
  const head = element('1a45dfa3', element('4282', 'webm'));
  const body = (type: string) =>
    Buffer.concat([
      element('1549a966', Buffer.concat([element('7ba9', OWNER), element('4d80', 'Chrome')])),
      ...[track(type), element('1254c367', PLACE), element('1941a469', OWNER)],
      element('1f43b675', Buffer.concat([element('e7', '0'), block]), true),
    ]);
  const webm = (type: string) => concat(head, element('18538067', body(type), true));

  test('also where a browser did not know how long it would become', () => {
    const clean = cleanVideo(webm('01'), 'video/webm');
    expect([has(clean, PLACE), has(clean, OWNER)]).toEqual([false, false]);
    expect([has(clean, '画面'), has(clean, 'Chrome')]).toEqual([true, true]);
    expect(clean?.byteLength).toBe(webm('01').byteLength);
    expect(cleanVideo(clean ?? new Uint8Array(), 'video/webm')).toEqual(clean);
  });

  test('one that is cut off, without a picture or with subtitles is not taken', () => {
    expect(cleanVideo(webm('01').subarray(0, -2), 'video/webm')).toBeNull();
    expect(cleanVideo(webm('02'), 'video/webm')).toBeNull();
    expect(cleanVideo(webm('11'), 'video/webm')).toBeNull();
    expect(cleanVideo(head, 'video/webm')).toBeNull();
  });
});
