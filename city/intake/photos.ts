import { errorTable, ServiceError } from '../../contract/errors.ts';
import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import { penOf } from '../../domain/cases/handover.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { isPhoto, type MediaType, mediaTypes } from '../../domain/files/file.ts';
import { fileHashOf } from '../../services/documents/pdf-file.ts';
import { inspectFile } from '../../services/files/inspect.ts';
import type { CityFiles } from '../sync/files.ts';
import { isApplicant, type Key, takesWords } from './look-up.ts';
import { appendSteps } from './offer.ts';
import { type OnCaseParts, onCase } from './on-case.ts';

/** Photos that a resident may send at once, and to one case in all. */
export const PHOTO_LIMITS = { atOnce: 3, ofCase: 12 } as const;

export interface PhotoParts extends OnCaseParts {
  readonly files: Pick<CityFiles, 'keep'>;
}

export interface SentPhotos extends Key {
  /** As they came, whatever they were called. */
  readonly photos: readonly Uint8Array[];
}

interface Photo {
  readonly hash: string;
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
}

/**
 * Attaches a resident's photos to the case, beside whoever has the pen (SYNC-6): its center fetches them as all files
 * (SYNC-8). Where a photo was taken is taken out of it; one that the case has already is not attached twice, so that what
 * broke off may be sent again. Resolves to how many were new; null where there is no such case.
 * @throws ServiceError INVALID_INPUT for what is no whole photo, or too many; TOO_LARGE; NOT_POSSIBLE_NOW for a case that
 *   is ended or has enough
 */
export async function addPhotos(parts: PhotoParts, { photos: sent, ...key }: SentPhotos): Promise<number | null> {
  if (sent.length === 0) throw refused('请先选照片');
  if (sent.length > PHOTO_LIMITS.atOnce) throw refused(`一次最多发 ${PHOTO_LIMITS.atOnce} 张，请分几次发`);
  const photos: Photo[] = [];
  for (const bytes of sent) photos.push(await inspected(bytes));
  let fresh = 0;
  let feed = '';
  const isFound = await onCase(parts, key, async (held) => {
    const { state, serverId } = held;
    feed = held.feed;
    if (!takesWords(state, serverId))
      throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '这件事已经办完，不能再加照片。有新情况请重新提交。' });
    const steps = stepsOf(state, key, photos, serverId, parts.environment.newId);
    fresh = steps.length;
    if (steps.length === 0) return;
    const isBeside = penOf(state) !== serverId;
    await appendSteps(held.tx, parts, { feed, caseId: state.id, revision: state.revision, isBeside }, steps);
  });
  if (!isFound) return null;
  // Also of those that the case names already: their bytes may have been lost when they came the first time.
  for (const { hash, bytes } of photos) await parts.files.keep({ feed, hash, bytes: bytes.byteLength }, bytes);
  return fresh;
}

async function inspected(sent: Uint8Array): Promise<Photo> {
  try {
    const { mediaType, bytes } = await inspectFile(sent, '');
    if (!isPhoto(mediaType)) throw refused('这里只收照片（JPG、PNG、WebP）');
    return { hash: fileHashOf(bytes), mediaType, bytes };
  } catch (error) {
    // What the desk is told of scans and folders helps nobody with a phone in the hand.
    if (error instanceof ServiceError && error.code === 'INVALID_INPUT' && error.data.fields?.photo === undefined)
      throw refused(`${error.message.split('，没有保存')[0]}，请换一张照片（JPG、PNG、WebP）再发`);
    throw error;
  }
}

type AttachStep = { readonly type: 'file.attached'; readonly payload: CaseActionPayloads['file.attached'] };

function stepsOf(
  state: CaseState,
  { digits }: Key,
  photos: readonly Photo[],
  serverId: string,
  newId: () => string,
): readonly AttachStep[] {
  const listed = state.files.filter(({ removedAt }) => removedAt === null);
  const sentBefore = listed.filter(({ attachedBy }) => attachedBy === serverId).length;
  const known = new Set(listed.map(({ sha256 }) => sha256));
  const fresh = [...new Map(photos.map((photo) => [photo.hash, photo])).values()].filter(
    ({ hash }) => !known.has(hash),
  );
  if (fresh.length > 0 && sentBefore + fresh.length > PHOTO_LIMITS.ofCase) {
    const detail = `一件事最多收 ${PHOTO_LIMITS.ofCase} 张照片，已经有 ${sentBefore} 张。更多的请当面交给经办人。`;
    throw new ServiceError('NOT_POSSIBLE_NOW', { detail });
  }
  const provider = state.registration?.parties.find((party) => isApplicant(party, digits));
  return fresh.map(({ hash, mediaType, bytes }, index) => ({
    type: 'file.attached',
    payload: {
      ...{ fileId: newId(), sha256: hash, bytes: bytes.byteLength, mediaType, kind: 'evidence' },
      name: `群众照片${sentBefore + index + 1}.${mediaTypes.find(({ id }) => id === mediaType)?.ends[0] ?? 'jpg'}`,
      ...(provider === undefined ? {} : { providerId: provider.id }),
    },
  }));
}

function refused(words: string): ServiceError {
  return new ServiceError('INVALID_INPUT', { detail: words, fields: { photo: words } });
}

/** What went wrong with photos, as the page answers it. @throws what is no answer */
export function photoRefusal(error: unknown): { readonly status: number; readonly words: string } {
  if (!(error instanceof ServiceError)) throw error;
  return { status: errorTable[error.code].status, words: error.data.fields?.photo ?? error.message };
}
