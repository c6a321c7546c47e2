import { mediaTypes } from './file.ts';

/** Into which subfolder of the scan folder a file goes once it was attached; nothing is ever deleted there. */
export const ATTACHED_FOLDER = '已归入';

/** A file as one look at the scan folder found it. */
export interface ScanLook {
  readonly bytes: number;
  /** When its content last changed, in ms. */
  readonly modifiedAt: number;
}

/** The same, with since when it has looked so, in ms. */
export interface SeenScan extends ScanLook {
  readonly since: number;
}

/** Of a file that a scanner still writes the size stands still for moments; a look this much later sees it grow, in ms. */
export const SETTLED_MS = 2_000;

const ends: ReadonlySet<string> = new Set(mediaTypes.flatMap((each) => each.ends));

/** Whether a file of this name may be a scan: of a kind that is taken, and no draft of a program (`~$…`, `.…`). */
export function isScanName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && !/^[.~]/.test(name) && ends.has(name.slice(dot + 1).toLowerCase());
}

/** What is known of a file after one more look. */
export function seenScan(before: SeenScan | undefined, look: ScanLook, now: number): SeenScan {
  const isSame = before?.bytes === look.bytes && before.modifiedAt === look.modifiedAt;
  return { ...look, since: isSame ? before.since : now };
}

/** Whether it is finished: two looks apart in time found it the same. A clock that is set back makes it wait once more. */
export function isFinished({ bytes, since }: SeenScan, now: number): boolean {
  return bytes > 0 && now - since >= SETTLED_MS;
}

/** A name that is free in a folder: `借条.pdf`, else `借条 (2).pdf`. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const [stem, end] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let n = 1; ; n += 1) {
    const free = n === 1 ? name : `${stem} (${n})${end}`;
    if (!taken.has(free)) return free;
  }
}
