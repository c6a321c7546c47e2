/** What is kept of a photo's Exif: how it is held, and when it was taken. Place, device and all else go. */
export interface PhotoFacts {
  /** 1 to 8 (Exif 2.32, tag 0x0112); null where the photo does not say. */
  readonly orientation: number | null;
  /** As the camera wrote it: `2026:11:23 16:05:12`, without a zone. */
  readonly takenAt: string | null;
}

const ORIENTATION = 0x0112;
const EXIF_FOLDER = 0x8769;
const TAKEN_AT = 0x9003;
const [ASCII, SHORT, LONG] = [2, 3, 4];
const ENTRY_BYTES = 12;
/** `2026:11:23 16:05:12` and the zero behind it. */
const DATE_BYTES = 20;

/** Reads a TIFF block as Exif has it. What is damaged says nothing: this never throws. */
export function readPhotoFacts(tiff: Uint8Array): PhotoFacts {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const nothing = { orientation: null, takenAt: null };
  if (tiff.byteLength < 8) return nothing;
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return nothing;
  const little = order === 0x4949;
  const first = entriesAt(view, view.getUint32(4, little), little);
  const orientation = first.get(ORIENTATION);
  const folder = first.get(EXIF_FOLDER);
  const inner =
    folder === undefined ? new Map<number, number>() : entriesAt(view, valueAt(view, folder, little), little);
  const taken = inner.get(TAKEN_AT);
  return {
    orientation: orientation === undefined ? null : orientationAt(view, orientation, little),
    takenAt: taken === undefined ? null : dateAt(view, taken, little),
  };
}

/** Where the entry of each tag stands. */
function entriesAt(view: DataView, offset: number, little: boolean): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  if (offset + 2 > view.byteLength) return found;
  const count = view.getUint16(offset, little);
  for (let index = 0; index < count; index += 1) {
    const at = offset + 2 + index * ENTRY_BYTES;
    if (at + ENTRY_BYTES > view.byteLength) break;
    found.set(view.getUint16(at, little), at);
  }
  return found;
}

const valueAt = (view: DataView, entry: number, little: boolean) => view.getUint32(entry + 8, little);

function orientationAt(view: DataView, entry: number, little: boolean): number | null {
  const value = view.getUint16(entry + 8, little);
  return view.getUint16(entry + 2, little) === SHORT && value >= 1 && value <= 8 ? value : null;
}

function dateAt(view: DataView, entry: number, little: boolean): string | null {
  const offset = valueAt(view, entry, little);
  if (offset + DATE_BYTES > view.byteLength) return null;
  let text = '';
  for (let index = 0; index < DATE_BYTES - 1; index += 1) text += String.fromCharCode(view.getUint8(offset + index));
  return /^\d{4}:\d\d:\d\d \d\d:\d\d:\d\d$/.test(text) ? text : null;
}

/** A TIFF block that says this and nothing else; null where there is nothing to say. */
export function writePhotoFacts({ orientation, takenAt }: PhotoFacts): Uint8Array | null {
  const count = (orientation === null ? 0 : 1) + (takenAt === null ? 0 : 1);
  if (count === 0) return null;
  const folderAt = 8 + 2 + count * ENTRY_BYTES + 4;
  const dateStart = folderAt + 2 + ENTRY_BYTES + 4;
  const block = new Uint8Array(takenAt === null ? folderAt : dateStart + DATE_BYTES);
  const view = new DataView(block.buffer);
  const entry = (at: number, tag: number, type: number, values: number) => {
    view.setUint16(at, tag);
    view.setUint16(at + 2, type);
    view.setUint32(at + 4, values);
  };
  view.setUint32(0, 0x4d4d_002a);
  view.setUint32(4, 8);
  view.setUint16(8, count);
  let at = 10;
  if (orientation !== null) {
    entry(at, ORIENTATION, SHORT, 1);
    view.setUint16(at + 8, orientation);
    at += ENTRY_BYTES;
  }
  if (takenAt !== null) {
    entry(at, EXIF_FOLDER, LONG, 1);
    view.setUint32(at + 8, folderAt);
    view.setUint16(folderAt, 1);
    entry(folderAt + 2, TAKEN_AT, ASCII, DATE_BYTES);
    view.setUint32(folderAt + 2 + 8, dateStart);
    block.set(new TextEncoder().encode(takenAt), dateStart);
  }
  return block;
}
