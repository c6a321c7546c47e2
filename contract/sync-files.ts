import * as z from 'zod';
import { fileHashSchema } from '../domain/files/file.ts';
import { procedure } from './errors.ts';
import { feedSchema } from './sync-fields.ts';

/** Files that one question names at most. */
export const MOST_FILES_ASKED = 500;

/**
 * What the city says of a file: `have`: it is there; `wanted`: an action names it, and its bytes have not come;
 * `unknown`: no action that the station may see names it.
 */
export const filesAtCity = ['have', 'wanted', 'unknown'] as const;
export type FileAtCity = (typeof filesAtCity)[number];

export const askFilesInputSchema = z.object({
  feed: feedSchema,
  hashes: z.array(fileHashSchema).min(1).max(MOST_FILES_ASKED),
});
export type AskFilesInput = z.infer<typeof askFilesInputSchema>;

export const askFilesOutputSchema = z.object({
  files: z.array(z.object({ hash: fileHashSchema, state: z.enum(filesAtCity) })),
});
export type AskFilesOutput = z.infer<typeof askFilesOutputSchema>;

/** Where the bytes of files travel (SYNC-8): up by tus 1.0 in parts, down by ranges. */
export const FILE_UPLOADS_PATH = '/files/uploads';
export const FILE_CONTENT_PATH = '/files/content';

/** The one upload of a file by a station: by its name it goes on after a cut and a restart, with no list of uploads. */
export function uploadIdOf(feed: string, stationId: string, hash: string): string {
  return `${feed}-${stationId}-${hash}`;
}

export function parseUploadId(id: string): { feed: string; stationId: string; hash: string } | null {
  const [, feed, stationId, hash] = /^(\d{6}|city)-([0-9a-zA-Z-]{1,64})-([0-9a-f]{64})$/.exec(id) ?? [];
  return feed && stationId && hash ? { feed, stationId, hash } : null;
}

export const syncFiles = {
  ask: procedure
    .route({
      tags: ['同步'],
      path: '/sync/files/ask',
      summary: '问文件：哪些已到，哪些还缺',
      description:
        '只回答本站可见的案件里提到的文件。文件本身按 tus 1.0 协议分段上传到 /files/uploads，按 Range 从 /files/content/{feed}/{hash} 下载。',
    })
    .input(askFilesInputSchema)
    .output(askFilesOutputSchema),
};
