/** MP4 (ISO/IEC 14496-12) and QuickTime, as far as place, device and owner are taken out of them. */

interface Box {
  readonly type: string;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

interface Film {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** Bytes from where to where. */
type Range = readonly [from: number, to: number];

/** What makes picture and sound, by the box that it stands in; all else is emptied. */
const kept: Readonly<Record<string, ReadonlySet<string>>> = {
  top: new Set(['ftyp', 'moov', 'mdat', 'moof', 'mfra', 'sidx', 'styp', 'wide']),
  moov: new Set(['mvhd', 'trak', 'mvex', 'iods']),
  trak: new Set(['tkhd', 'mdia', 'edts', 'tapt']),
  mdia: new Set(['mdhd', 'hdlr', 'minf', 'elng']),
  minf: new Set(['vmhd', 'smhd', 'hdlr', 'dinf', 'stbl']),
  moof: new Set(['mfhd', 'traf']),
  traf: new Set(['tfhd', 'tfdt', 'trun', 'sdtp', 'subs', 'saio', 'saiz', 'sgpd', 'sbgp']),
};
const KEPT_TRACKS = ['vide', 'soun'];
/** More than any phone writes into a film of this size: what says so is made to keep a server busy. */
const MOST = { boxes: 20_000, data: 64, entries: 500_000 } as const;

const textAt = ({ bytes }: Film, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));

/** Null where one reaches beyond its end: it was cut off. */
function boxesIn({ view, ...film }: Film, from: number, to: number): readonly Box[] | null {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to; ) {
    const size = view.getUint32(at);
    if (size === 1 && at + 16 > to) return null;
    const body = at + (size === 1 ? 16 : 8);
    const end = size === 0 ? to : at + (size === 1 ? Number(view.getBigUint64(at + 8)) : size);
    if (end < body || end > to || boxes.length === MOST.boxes) return null;
    boxes.push({ type: textAt({ view, ...film }, at + 4), start: at, body, end });
    at = end;
  }
  return boxes;
}

/** It keeps its length: what picture and sound are found by counts from the beginning of the file. */
function empty({ bytes }: Film, { start, body, end }: Box): void {
  bytes.set([0x66, 0x72, 0x65, 0x65], start + 4); // free
  bytes.fill(0, body, end);
}

/** Empties what is not kept in a box of this type, all the way down. False where something is cut off. */
function prune(film: Film, type: string, from: number, to: number): boolean {
  const names = kept[type];
  if (!names) return true;
  const boxes = boxesIn(film, from, to);
  return (
    boxes?.every((box) => {
      if (names.has(box.type)) return prune(film, box.type, box.body, box.end);
      empty(film, box);
      return true;
    }) ?? false
  );
}

function inside(film: Film, box: Box | undefined, type: string): Box | undefined {
  return box && boxesIn(film, box.body, box.end)?.find((each) => each.type === type);
}

/** Numbers of a table that begins with flags and a count; null where it says that it has more than it has. */
function tableOf({ view }: Film, box: Box | undefined, head: number, width: 4 | 8, columns = 1): number[] | null {
  if (!box || box.body + head > box.end) return null;
  const count = view.getUint32(box.body + head - 4) * columns;
  const from = box.body + head;
  if (count > MOST.entries || from + count * width > box.end) return null;
  return Array.from({ length: count }, (_, index) =>
    width === 4 ? view.getUint32(from + index * 4) : Number(view.getBigUint64(from + index * 8)),
  );
}

interface Track {
  readonly handler: string;
  /** Where its chunks begin. */
  readonly chunks: readonly number[];
  readonly stbl: Box | undefined;
}

function trackOf(film: Film, trak: Box): Track | null {
  const mdia = inside(film, trak, 'mdia');
  const hdlr = inside(film, mdia, 'hdlr');
  if (!hdlr || hdlr.body + 12 > hdlr.end) return null;
  const stbl = inside(film, inside(film, mdia, 'minf'), 'stbl');
  const wide = inside(film, stbl, 'co64');
  const chunks = wide ? tableOf(film, wide, 8, 8) : tableOf(film, inside(film, stbl, 'stco'), 8, 4);
  return { handler: textAt(film, hdlr.body + 8), chunks: chunks ?? [], stbl };
}

/** Where the bytes of a track lie (8.7): each chunk has so many samples, each of its size. */
function rangesOf(film: Film, { chunks, stbl }: Track, ends: (start: number) => number): readonly Range[] | null {
  const stsz = inside(film, stbl, 'stsz');
  const runs = tableOf(film, inside(film, stbl, 'stsc'), 8, 4, 3);
  if (!stsz || !runs || stsz.body + 12 > stsz.end) return null;
  // All of one size: of raw sound QuickTime may call a part of a sample one. Then a chunk reaches to what follows it.
  if (film.view.getUint32(stsz.body + 4) !== 0) return chunks.map((start) => [start, ends(start)]);
  const sizes = tableOf(film, stsz, 12, 4);
  if (!sizes) return null;
  const ranges: Range[] = [];
  let [sample, run] = [0, 0];
  for (const [index, start] of chunks.entries()) {
    while ((runs[(run + 1) * 3] ?? Number.POSITIVE_INFINITY) <= index + 1) run += 1;
    const last = Math.min(sample + (runs[run * 3 + 1] ?? 0), sizes.length);
    let end = start;
    for (; sample < last; sample += 1) end += sizes[sample] ?? 0;
    ranges.push([start, end]);
  }
  return ranges;
}

/** Empties what neither picture nor sound names: tracks of places, of motion, of faces. False where some of it is missing. */
function emptyBetween({ bytes }: Film, data: readonly Box[], ranges: readonly Range[]): boolean {
  const sorted = ranges.filter(([from, to]) => to > from).toSorted(([a], [b]) => a - b);
  if (!sorted.every(([from, to]) => data.some(({ body, end }) => from >= body && to <= end))) return false;
  for (const { body, end } of data) {
    let at = body;
    for (const [from, to] of sorted) {
      if (from >= end || to <= body) continue;
      if (from > at) bytes.fill(0, at, from);
      at = Math.max(at, to);
    }
    bytes.fill(0, at, end);
  }
  return true;
}

/**
 * The film without what it tells besides picture and sound; they stay bit for bit, and so does when it was taken. Null for
 * one that is cut off, has no picture, or is in fragments with a track of something else.
 */
export function cleanIsoMedia(sent: Uint8Array): Uint8Array | null {
  const bytes = new Uint8Array(sent);
  const film: Film = { bytes, view: new DataView(bytes.buffer) };
  const top = boxesIn(film, 0, bytes.byteLength);
  const moov = top?.find(({ type }) => type === 'moov');
  const data = top?.filter(({ type }) => type === 'mdat') ?? [];
  if (!top || !moov || data.length === 0) return null;
  const traks = boxesIn(film, moov.body, moov.end)?.filter(({ type }) => type === 'trak') ?? [];
  const tracks = traks.map((trak) => trackOf(film, trak));
  if (!tracks.every((track) => track !== null) || !tracks.some(({ handler }) => handler === 'vide')) return null;
  const others = traks.filter((_, index) => !KEPT_TRACKS.includes(tracks[index]?.handler ?? ''));
  if (top.some(({ type }) => type === 'moof')) {
    if (others.length > 0) return null;
  } else {
    if (data.length > MOST.data) return null;
    const starts = [...new Set(tracks.flatMap(({ chunks }) => chunks))].toSorted((a, b) => a - b);
    const next = new Map(starts.map((start, index) => [start, starts[index + 1] ?? Number.POSITIVE_INFINITY]));
    const endOf = (start: number) =>
      Math.min(next.get(start) ?? 0, data.find(({ body, end }) => start >= body && start < end)?.end ?? start);
    const ranges: Range[] = [];
    for (const track of tracks.filter(({ handler }) => KEPT_TRACKS.includes(handler))) {
      const own = rangesOf(film, track, endOf);
      if (!own) return null;
      for (const range of own) ranges.push(range);
    }
    if (ranges.length === 0 || !emptyBetween(film, data, ranges)) return null;
  }
  for (const trak of others) empty(film, trak);
  return prune(film, 'top', 0, bytes.byteLength) ? bytes : null;
}
