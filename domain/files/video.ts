import type { VideoType } from './file.ts';
import { cleanIsoMedia } from './iso-media.ts';
import { cleanWebm } from './webm.ts';

/**
 * A video without place, device, owner and every other note: a phone writes where it stood into the film, some also along
 * its whole way. Picture and sound stay bit for bit, and nothing is coded anew. Null where it is cut off, or something
 * cannot be taken out for certain. The same video twice gives the same bytes.
 */
export function cleanVideo(video: Uint8Array, mediaType: VideoType): Uint8Array | null {
  return mediaType === 'video/webm' ? cleanWebm(video) : cleanIsoMedia(video);
}
