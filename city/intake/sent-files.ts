import { errorTable, ServiceError } from '../../contract/errors.ts';
import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import { penOf } from '../../domain/cases/handover.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import {
  isPhoto,
  isVideo,
  MAX_VIDEO_BYTES,
  type MediaType,
  maxBytesOf,
  mediaTypes,
  sizeText,
} from '../../domain/files/file.ts';
import { fileHashOf } from '../../services/documents/pdf-file.ts';
import { inspectFile } from '../../services/files/inspect.ts';
import type { Database } from '../db/database.ts';
import { currentEpoch } from '../sync/epoch.ts';
import type { CityFiles } from '../sync/files.ts';
import { findByKey, isApplicant, type Key, takesWords } from './look-up.ts';
import { appendSteps } from './offer.ts';
import { type OnCaseParts, onCase } from './on-case.ts';

/** What a resident may send at once, and of each kind to one case in all: as much as somebody looks through. */
export const SENT_LIMITS = { atOnce: 3, ofCase: { photo: 12, video: 3 } } as const;
export type SentKind = keyof (typeof SENT_LIMITS)['ofCase'];
const kindNames: Readonly<Record<SentKind, string>> = { photo: '照片', video: '视频' };
const counted: Readonly<Record<SentKind, string>> = { photo: '张照片', video: '段视频' };

export interface SentFilesParts extends OnCaseParts {
  readonly files: Pick<CityFiles, 'keep'>;
}

export interface SentFiles extends Key {
  /** As they came, whatever they were called. */
  readonly files: readonly Uint8Array[];
}

/** How many of them were new. */
export type AddedFiles = Readonly<Record<SentKind, number>>;

interface Inspected {
  readonly kind: SentKind;
  readonly hash: string;
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
}

/**
 * Attaches a resident's photos and videos to the case, beside whoever has the pen (SYNC-6): its center fetches them as all
 * files (SYNC-8). The place where one was taken is taken out of it; one that the case has already is not attached twice, so
 * that what broke off may be sent again. Resolves to how many were new; null where there is no such case.
 * @throws ServiceError INVALID_INPUT for what is no whole photo or video, or too many; TOO_LARGE; NOT_POSSIBLE_NOW for a
 *   case that is ended or has enough
 */
export async function addFiles(parts: SentFilesParts, { files: sent, ...key }: SentFiles): Promise<AddedFiles | null> {
  if (sent.length === 0) throw refused('请先选照片或视频');
  if (sent.length > SENT_LIMITS.atOnce) throw refused(`一次最多发 ${SENT_LIMITS.atOnce} 个，请分几次发`);
  const files: Inspected[] = [];
  for (const bytes of sent) files.push(await inspected(bytes));
  const fresh = { photo: 0, video: 0 };
  let feed = '';
  const isFound = await onCase(parts, key, async (held) => {
    const { state, serverId } = held;
    feed = held.feed;
    requireOpen(state, serverId);
    const steps = stepsOf(state, key, files, serverId, parts.environment.newId);
    for (const { payload } of steps) fresh[kindOf(payload.mediaType)] += 1;
    if (steps.length === 0) return;
    const isBeside = penOf(state) !== serverId;
    await appendSteps(held.tx, parts, { feed, caseId: state.id, revision: state.revision, isBeside }, steps);
  });
  if (!isFound) return null;
  // Also of those that the case names already: their bytes may have been lost when they came the first time.
  for (const { hash, bytes } of files) await parts.files.keep({ feed, hash, bytes: bytes.byteLength }, bytes);
  return fresh;
}

const kindOf = (mediaType: MediaType): SentKind => (isVideo(mediaType) ? 'video' : 'photo');

function requireOpen(state: CaseState, serverId: string): void {
  if (takesWords(state, serverId)) return;
  throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '这件事已经办完，不能再加照片和视频。有新情况请重新提交。' });
}

/**
 * Before the first byte of one is sent: a minute of film is not to be sent for nothing.
 * @throws ServiceError NOT_FOUND where there is no such case; NOT_POSSIBLE_NOW for one that is ended or has enough
 */
export async function requireRoom(database: Database, key: Key, kind: SentKind): Promise<void> {
  await database.transaction(
    async (tx) => {
      const found = await findByKey(tx, key);
      if (!found) throw new ServiceError('NOT_FOUND', { detail: '没有查到：查询码或者手机号不对，请核对后再传' });
      const { serverId } = await currentEpoch(tx);
      requireOpen(found.state, serverId);
      requireFewer(kind, sentBefore(found.state, serverId, kind), 1);
    },
    { readonly: true },
  );
}

const listed = ({ files }: CaseState) => files.filter(({ removedAt }) => removedAt === null);
const sentBefore = (state: CaseState, serverId: string, kind: SentKind): number =>
  listed(state).filter(({ attachedBy, mediaType }) => attachedBy === serverId && kindOf(mediaType) === kind).length;

function requireFewer(kind: SentKind, before: number, more: number): void {
  const most = SENT_LIMITS.ofCase[kind];
  if (more === 0 || before + more <= most) return;
  const detail = `一件事最多收 ${most} ${counted[kind]}，已经有 ${before} ${counted[kind].slice(0, 1)}。更多的请当面交给经办人。`;
  throw new ServiceError('NOT_POSSIBLE_NOW', { detail });
}

async function inspected(sent: Uint8Array): Promise<Inspected> {
  try {
    const { mediaType, bytes } = await inspectFile(sent, '', MAX_VIDEO_BYTES);
    if (!isPhoto(mediaType) && !isVideo(mediaType))
      throw refused('这里只收照片（JPG、PNG、WebP）和短视频（MP4、MOV、WebM）');
    return { kind: kindOf(mediaType), hash: fileHashOf(bytes), mediaType, bytes };
  } catch (error) {
    // What the desk is told of scans and folders helps nobody with a phone in the hand.
    if (!(error instanceof ServiceError) || error.data.fields?.photo !== undefined) throw error;
    if (error.code === 'TOO_LARGE')
      throw new ServiceError('TOO_LARGE', {
        detail: `有 ${sizeText(sent.byteLength)}，太大了：照片最多 ${sizeText(maxBytesOf('image/jpeg'))}，视频最多 ${sizeText(MAX_VIDEO_BYTES)}。请拍短一些再发。`,
      });
    if (error.code === 'INVALID_INPUT')
      throw refused(
        `${error.message.split('，没有保存')[0]}，请换一张照片（JPG、PNG、WebP）或一段视频（MP4、MOV、WebM）再发`,
      );
    throw error;
  }
}

type AttachStep = { readonly type: 'file.attached'; readonly payload: CaseActionPayloads['file.attached'] };

function stepsOf(
  state: CaseState,
  { digits }: Key,
  files: readonly Inspected[],
  serverId: string,
  newId: () => string,
): readonly AttachStep[] {
  const known = new Set(listed(state).map(({ sha256 }) => sha256));
  const fresh = [...new Map(files.map((file) => [file.hash, file])).values()].filter(({ hash }) => !known.has(hash));
  const numbers = { photo: 0, video: 0 };
  for (const kind of ['photo', 'video'] as const) {
    numbers[kind] = sentBefore(state, serverId, kind);
    requireFewer(kind, numbers[kind], fresh.filter((file) => file.kind === kind).length);
  }
  const provider = state.registration?.parties.find((party) => isApplicant(party, digits));
  return fresh.map(({ kind, hash, mediaType, bytes }) => {
    numbers[kind] += 1;
    const end = mediaTypes.find(({ id }) => id === mediaType)?.ends[0] ?? 'jpg';
    return {
      type: 'file.attached',
      payload: {
        ...{ fileId: newId(), sha256: hash, bytes: bytes.byteLength, mediaType, kind: 'evidence' },
        name: `群众${kindNames[kind]}${numbers[kind]}.${end}`,
        ...(provider === undefined ? {} : { providerId: provider.id }),
      },
    };
  });
}

function refused(words: string): ServiceError {
  return new ServiceError('INVALID_INPUT', { detail: words, fields: { photo: words } });
}

/** What went wrong with what was sent, as the page answers it. @throws what is no answer */
export function sentFileRefusal(error: unknown): { readonly status: number; readonly words: string } {
  if (!(error instanceof ServiceError)) throw error;
  return { status: errorTable[error.code].status, words: error.data.fields?.photo ?? error.message };
}
