import { useState } from 'react';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { saveFile } from '../frame/save-file.ts';

export interface Downloads {
  readonly error: ApiError | null;
  /** The bound volume as one PDF. */
  readonly bound: () => Promise<void>;
  /** The zip for the archive. */
  readonly archive: () => Promise<void>;
}

/** @param tell says in one line what is being made and what was saved */
export function useDownloads(caseId: string, tell: (text: string) => void): Downloads {
  const [error, setError] = useState<ApiError | null>(null);
  const save = async (making: string, make: () => Promise<File>): Promise<void> => {
    setError(null);
    tell(making);
    try {
      const file = await make();
      saveFile(file);
      tell(`已下载 ${file.name}`);
    } catch (problem) {
      tell('');
      setError(toApiError(problem));
    }
  };
  const input = { caseIds: [caseId] };
  return {
    error,
    bound: () => save('正在装订…', () => api.dossier.volume(input)),
    archive: () => save('正在装订、打包…', () => api.dossier.archive(input)),
  };
}
