/** For tests only: small films as phones write them. */

const u32 = (...values: readonly number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => void bytes.writeUInt32BE(value, index * 4));
  return bytes;
};

/** A box of ISO/IEC 14496-12. */
export function box(type: string, ...parts: readonly (Uint8Array | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  return Buffer.concat([u32(body.byteLength + 8), Buffer.from(type, 'latin1'), body]);
}

export interface FilmTrack {
  readonly handler: string;
  /** One chunk each, of one sample. */
  readonly samples: readonly string[];
  /** In QuickTime’s way for raw sound: each sample is said to have one byte. */
  readonly isRaw?: boolean;
  readonly more?: readonly Uint8Array[];
}

export interface FilmParts {
  readonly tracks: readonly FilmTrack[];
  readonly brand?: string;
  /** In the head of the film. */
  readonly notes?: readonly Uint8Array[];
  readonly top?: readonly Uint8Array[];
}

function trak({ handler, samples, isRaw = false, more = [] }: FilmTrack, offsets: readonly number[]): Buffer {
  const sizes = samples.map((sample) => Buffer.byteLength(sample));
  const stsz = isRaw ? u32(0, 1, samples.length) : u32(0, 0, samples.length, ...sizes);
  const stbl = box(
    'stbl',
    ...[box('stsd', u32(0, 0)), box('stsc', u32(0, 1, 1, 1, 1)), box('stsz', stsz)],
    box('stco', u32(0, offsets.length, ...offsets)),
  );
  const hdlr = box('hdlr', u32(0, 0), handler, u32(0, 0, 0));
  return box('trak', box('tkhd', u32(0)), box('mdia', box('mdhd', u32(0)), hdlr, box('minf', stbl)), ...more);
}

/** A film whose samples lie one behind the other in the order of its tracks. */
export function filmWith({ tracks, brand = 'isom', notes = [], top = [] }: FilmParts): Uint8Array {
  const head = Buffer.concat([box('ftyp', brand, u32(512), brand), ...top]);
  const moovAt = (from: number) => {
    let at = from;
    const offsets = tracks.map(({ samples }) =>
      samples.map((sample) => {
        at += Buffer.byteLength(sample);
        return at - Buffer.byteLength(sample);
      }),
    );
    return box(
      'moov',
      box('mvhd', u32(0)),
      ...notes,
      ...tracks.map((track, index) => trak(track, offsets[index] ?? [])),
    );
  };
  const from = head.byteLength + moovAt(0).byteLength + 8;
  return Buffer.concat([head, moovAt(from), box('mdat', ...tracks.flatMap(({ samples }) => samples))]);
}

/** A film that no other test has, of about so many bytes. */
export function filmOf(text: string, length = 100): Uint8Array {
  const samples = [`画面 ${text} `, '.'.repeat(length)];
  return filmWith({
    tracks: [{ handler: 'vide', samples }],
    notes: [box('udta', box('\xa9xyz', '+34.7472+113.6249/'))],
  });
}

/** An element of WebM; of unknown length where it says so. */
export function element(id: string, content: Uint8Array | string, isOpen = false): Buffer {
  const body = typeof content === 'string' ? Buffer.from(content) : content;
  const size = Buffer.alloc(8, isOpen ? 0xff : 0);
  if (!isOpen) size.writeUInt32BE(body.byteLength, 4);
  size[0] = 0x01;
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
}
