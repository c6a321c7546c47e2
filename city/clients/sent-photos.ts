import { ServiceError } from '../../contract/errors.ts';

/** Signs of base64 that a call may carry; what stands beside them is little. */
export const MOST_PHOTO_SIGNS = 15_000_000;

const NOT_BASE64 = /[^A-Za-z0-9+/=]/;

/**
 * The bytes of photos as a client wrote them down.
 * @throws ServiceError TOO_LARGE; INVALID_INPUT with the field `photo`, as `addFiles` for what is no base64
 */
export function photosOf(sent: readonly string[]): readonly Uint8Array[] {
  const signs = sent.reduce((sum, { length }) => sum + length, 0);
  if (signs > MOST_PHOTO_SIGNS) {
    const detail = '照片太大，没有收下。一次请求最多 15 MB（Base64 以后），请一张一张发。';
    throw new ServiceError('TOO_LARGE', { detail, fields: { photo: detail } });
  }
  return sent.map((text) => {
    if (NOT_BASE64.test(text) || text.length % 4 !== 0)
      throw new ServiceError('INVALID_INPUT', { fields: { photo: '照片要写成标准的 Base64（RFC 4648 第 4 节）' } });
    return Buffer.from(text, 'base64');
  });
}
