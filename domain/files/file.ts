import * as z from 'zod';
import { formKinds } from '../documents/form.ts';
import { plainText } from '../text/plain-text.ts';

/** Bytes of one file of a case at most: a photo of a phone has 3 to 8 MB, a scanned contract rarely more than 15. */
export const MAX_FILE_BYTES = 20_000_000;
/** Bytes of one video: about a minute as a phone films, and what a slow line brings up in half an hour. */
export const MAX_VIDEO_BYTES = 60_000_000;

/** What a file of a case shows. */
export const fileKinds = [
  { id: 'evidence', name: '证据材料' },
  { id: 'scene', name: '现场照片' },
  { id: 'identity', name: '身份证件' },
  { id: 'authorisation', name: '授权委托书' },
  { id: 'signed', name: '签过字的文书' },
  { id: 'other', name: '其他材料' },
] as const;
export type FileKind = (typeof fileKinds)[number]['id'];

/** Kinds of content that are taken, with the ends of names that go with them. What a file is follows from its bytes. */
export const mediaTypes = [
  { id: 'image/jpeg', name: 'JPG 照片', ends: ['jpg', 'jpeg'], isPhoto: true },
  { id: 'image/png', name: 'PNG 图片', ends: ['png'], isPhoto: true },
  { id: 'image/webp', name: 'WebP 图片', ends: ['webp'], isPhoto: true },
  { id: 'video/mp4', name: 'MP4 视频', ends: ['mp4', 'm4v'], isPhoto: false },
  { id: 'video/quicktime', name: 'MOV 视频', ends: ['mov'], isPhoto: false },
  { id: 'video/webm', name: 'WebM 视频', ends: ['webm'], isPhoto: false },
  { id: 'application/pdf', name: 'PDF', ends: ['pdf'], isPhoto: false },
  { id: 'application/msword', name: 'Word（旧格式）', ends: ['doc', 'wps'], isPhoto: false },
  { id: 'application/vnd.ms-excel', name: 'Excel（旧格式）', ends: ['xls', 'et'], isPhoto: false },
  {
    id: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    name: 'Word',
    ends: ['docx'],
    isPhoto: false,
  },
  {
    id: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    name: 'Excel',
    ends: ['xlsx'],
    isPhoto: false,
  },
] as const;
export type MediaType = (typeof mediaTypes)[number]['id'];

const byId = new Map<string, (typeof mediaTypes)[number]>(mediaTypes.map((each) => [each.id, each]));

export function isMediaType(text: string): text is MediaType {
  return byId.has(text);
}

export type PhotoType = Extract<(typeof mediaTypes)[number], { readonly isPhoto: true }>['id'];

export function isPhoto(mediaType: MediaType): mediaType is PhotoType {
  return byId.get(mediaType)?.isPhoto === true;
}

export type VideoType = Extract<MediaType, `video/${string}`>;

export function isVideo(mediaType: MediaType): mediaType is VideoType {
  return mediaType.startsWith('video/');
}

/** How many bytes a file of this kind may have. */
export const maxBytesOf = (mediaType: MediaType): number => (isVideo(mediaType) ? MAX_VIDEO_BYTES : MAX_FILE_BYTES);

/** SHA-256 of the bytes, hex: the name that a file goes by everywhere (SYNC-8). */
export const fileHashSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const fileNameSchema = plainText({ max: 120, min: 1, label: '文件名' });

/** What may be said of a file besides; older files have none of it. */
const fileDetails = {
  /** 提供人: the party who brought it. */
  providerId: z.uuid().optional(),
  /** 份数: how many copies of it lie in the dossier. */
  copies: z.int('份数填整数').min(1, '份数至少 1 份').max(999, '份数最多 999 份').optional(),
  /** It is this paper of the case, signed and scanned: then the dossier has that paper (人民调解法 27). */
  paper: z.object({ form: z.enum(formKinds), subject: z.int().min(0) }).optional(),
};
export const fileDetailsSchema = z.object(fileDetails);
export type FileDetails = z.infer<typeof fileDetailsSchema>;

/** What the action says of a file; its bytes travel by themselves and may come later (SYNC-8). */
export const attachedFileSchema = z
  .object({
    fileId: z.uuid(),
    sha256: fileHashSchema,
    bytes: z.int().min(1),
    mediaType: z.enum(mediaTypes.map(({ id }) => id)),
    /** As the person called it, with the end that goes with the bytes. */
    name: fileNameSchema,
    kind: z.enum(fileKinds.map(({ id }) => id)),
    ...fileDetails,
  })
  .refine(({ bytes, mediaType }) => bytes <= maxBytesOf(mediaType), { path: ['bytes'] });

/** Characters that no file name may have on Windows. */
const unsafe = /[\\/:*?"<>|\p{Cc}]/gu;

/** The name with what no system takes replaced; ends that Windows drops are cut. */
export function safeFileName(name: string): string {
  return name.toWellFormed().normalize('NFC').replace(unsafe, '_').trim().replace(/\.+$/, '');
}

/** The name under which a file is kept: safe on every system, not too long, ending as its bytes say. */
export function fileNameFor(given: string, mediaType: MediaType): string {
  const ends: readonly string[] = byId.get(mediaType)?.ends ?? [];
  const [first = 'bin'] = ends;
  const clean = safeFileName(given);
  const dot = clean.lastIndexOf('.');
  const end = dot < 0 ? '' : clean.slice(dot + 1).toLowerCase();
  const fits = ends.includes(end);
  const isOtherEnd = !fits && mediaTypes.some((each) => (each.ends as readonly string[]).includes(end));
  const stem = fits || isOtherEnd ? clean.slice(0, dot) : clean;
  const short = [...stem].slice(0, 100).join('').trim();
  return `${short === '' ? '材料' : short}.${fits ? end : first}`;
}

/** `3.2 MB`, `640 KB`; as people read sizes, in thousands. */
export function sizeText(bytes: number): string {
  if (bytes >= 1_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1_000))} KB`;
}

/** Where the bytes of a file are, as seen from one station. */
export const filePlaces = [
  /** Here, and this center has no city to send it to. */
  { id: 'here', name: '已保存' },
  { id: 'waiting', name: '待上传' },
  { id: 'at_city', name: '已到城市平台' },
  { id: 'not_here', name: '尚未到达' },
] as const;
export type FilePlace = (typeof filePlaces)[number]['id'];

/** The word for a file from what is known of its bytes. */
export function filePlaceOf(known: { readonly here: boolean; readonly atCity: boolean }, enrolled: boolean): FilePlace {
  if (!known.here) return 'not_here';
  if (known.atCity) return 'at_city';
  return enrolled ? 'waiting' : 'here';
}
