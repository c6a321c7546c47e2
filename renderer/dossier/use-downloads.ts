import { useState } from 'react';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { saveFile } from '../frame/save-file.ts';

const PACKING = '正在装订、打包…';

export interface Downloads {
  readonly error: ApiError | null;
  /** The bound volume as one PDF. */
  readonly bound: () => Promise<void>;
  /** Cover, contents and back cover for a word processor. */
  readonly word: () => Promise<void>;
  /** The zip for the archive. */
  readonly archive: () => Promise<void>;
  /** The same of several cases in one volume; resolves to whether it was saved. */
  readonly joint: (caseIds: readonly string[]) => Promise<boolean>;
}

/** @param tell says in one line what is being made and what was saved */
export function useDownloads(caseId: string, tell: (text: string) => void): Downloads {
  const [error, setError] = useState<ApiError | null>(null);
  const save = async (making: string, make: () => Promise<File>): Promise<boolean> => {
    setError(null);
    tell(making);
    try {
      const file = await make();
      saveFile(file);
      tell(`已下载 ${file.name}`);
      return true;
    } catch (problem) {
      tell('');
      setError(toApiError(problem));
      return false;
    }
  };
  const input = { caseIds: [caseId] };
  return {
    error,
    bound: async () => {
      await save('正在装订…', () => api.dossier.volume(input));
    },
    word: async () => {
      await save('正在生成 Word 副本…', () => api.dossier.word(input));
    },
    archive: async () => {
      await save(PACKING, () => api.dossier.archive(input));
    },
    joint: (caseIds) => save(PACKING, () => api.dossier.archive({ caseIds: [...caseIds] })),
  };
}
