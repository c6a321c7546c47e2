import { fileTypeFromBuffer } from 'file-type';
import { ServiceError } from '../../contract/errors.ts';
import {
  isMediaType,
  isPhoto,
  isVideo,
  MAX_FILE_BYTES,
  type MediaType,
  maxBytesOf,
  mediaTypes,
  sizeText,
} from '../../domain/files/file.ts';
import { cleanJpeg, cleanPng, cleanWebp, type PhotoCleaner } from '../../domain/files/photo.ts';
import { cleanVideo } from '../../domain/files/video.ts';

/** A file as it may be kept: what its bytes are, and the bytes without what a photo tells besides its picture. */
export interface InspectedFile {
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
}

const TAKEN = '这里收照片（JPG、PNG、WebP）、短视频（MP4、MOV、WebM）、PDF、Word 和 Excel 文件。';
const NO_VIDEO = '这段视频不完整，或者不是手机一般拍的样子，没有保存。请从相册里重新选一次，或者另外拍一段。';

function refused(message: string): ServiceError {
  return new ServiceError('INVALID_INPUT', { detail: message, fields: { file: message } });
}

/**
 * Looks at the bytes, never at the name alone: is it one of the kinds that are taken, and is it whole? Photos and
 * videos lose the place where they were taken.
 * @param most bytes that are looked at, whatever they are; a kind may be allowed less.
 * @throws ServiceError TOO_LARGE; INVALID_INPUT for an empty, torn or unknown file.
 */
export async function inspectFile(
  bytes: Uint8Array,
  name: string,
  most: number = MAX_FILE_BYTES,
): Promise<InspectedFile> {
  if (bytes.byteLength === 0) throw refused('这个文件是空的，没有保存。请重新选择，或者重新扫描。');
  requireSize(bytes.byteLength, most);
  const mediaType = await mediaTypeOf(bytes, name);
  requireSize(bytes.byteLength, maxBytesOf(mediaType));
  if (isVideo(mediaType)) {
    const clean = cleanVideo(bytes, mediaType);
    if (!clean) throw refused(NO_VIDEO);
    return { mediaType, bytes: clean };
  }
  if (!isPhoto(mediaType)) {
    if (!isWholeDocument(bytes, mediaType)) throw torn();
    return { mediaType, bytes };
  }
  const clean = cleanerOf(mediaType)(bytes);
  if (!clean) throw torn();
  return { mediaType, bytes: clean };
}

/** Before the bytes are read, where their number is known. @throws ServiceError TOO_LARGE */
export function requireSize(bytes: number, most: number = MAX_FILE_BYTES): void {
  if (bytes <= most) return;
  const detail = `这个文件有 ${sizeText(bytes)}，最多收 ${sizeText(most)}，没有保存。照片可以勾选“缩小照片”，扫描件请降低分辨率。`;
  throw new ServiceError('TOO_LARGE', { detail, fields: { file: detail } });
}

function torn(): ServiceError {
  return refused('这个文件不完整，可能没有传完或者已经损坏，没有保存。请从原处重新复制一份再附。');
}

const compoundEnds = mediaTypes.filter(({ id }) => id === 'application/msword' || id === 'application/vnd.ms-excel');

async function mediaTypeOf(bytes: Uint8Array, name: string): Promise<MediaType> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (found && isMediaType(found.mime)) return found.mime;
  if (found?.mime === 'application/x-cfb') {
    // Old Word, Excel and WPS files begin alike: there the name must say which it is.
    const end = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
    const known = compoundEnds.find(({ ends }) => (ends as readonly string[]).includes(end));
    if (known) return known.id;
  }
  if (found?.mime === 'image/heic' || found?.mime === 'image/heif') {
    throw refused(
      '这是苹果手机的 HEIC 照片，别的电脑多半打不开，没有保存。请在手机上用“兼容性最佳”重拍，或者转成 JPG 再附。',
    );
  }
  throw refused(`不认识这种文件，没有保存。${TAKEN}`);
}

function cleanerOf(mediaType: MediaType): PhotoCleaner {
  if (mediaType === 'image/png') return cleanPng;
  return mediaType === 'image/webp' ? cleanWebp : cleanJpeg;
}

/** How far from the end of a file its last mark may stand: a comment of a ZIP archive is 64 KiB at most. */
const PDF_TAIL = 4_096;
const ZIP_TAIL = 66_000;

/** A PDF ends with its mark, a ZIP archive (Word, Excel) with its directory: what was cut off has neither. */
function isWholeDocument(bytes: Uint8Array, mediaType: MediaType): boolean {
  const tail = (length: number) => Buffer.from(bytes.subarray(Math.max(0, bytes.byteLength - length)));
  if (mediaType === 'application/pdf') return tail(PDF_TAIL).includes('%%EOF');
  if (mediaType.includes('openxmlformats')) return tail(ZIP_TAIL).includes('PK\x05\x06', 0, 'latin1');
  return true;
}
