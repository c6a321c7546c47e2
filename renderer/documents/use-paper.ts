import { useEffect, useState } from 'react';
import type { PaperCopy } from '../../contract/documents.ts';
import type { AgreementText } from '../../domain/cases/agreement.ts';
import type { FormKind } from '../../domain/documents/form.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { type OpenPaper, openPaper } from './preview-pdf.ts';

/** The paper that the preview shows. */
export type PaperSource =
  /** As it would print now; `text` is an agreement that is still being written. */
  | {
      readonly kind: 'draft';
      readonly caseId: string;
      readonly form: FormKind;
      readonly subject: number;
      /** Of the case: a draft of what is settled changes only with it. */
      readonly revision: number;
      readonly text: AgreementText | null;
    }
  /** The kept file itself. */
  | {
      readonly kind: 'issued';
      readonly caseId: string;
      readonly documentId: string;
      readonly fileHash: string;
      readonly copy?: PaperCopy;
    }
  /** A PDF that somebody brought. */
  | { readonly kind: 'attached'; readonly caseId: string; readonly fileId: string; readonly fileHash: string }
  /** The form of an office's own template with made-up contents. */
  | { readonly kind: 'sample'; readonly file: string };

export interface ShownPaper {
  /** The last paper that could be made; stays while a newer one is on its way. */
  readonly paper: OpenPaper | null;
  readonly error: ApiError | null;
  /** What is shown is not what is asked for yet. */
  readonly pending: boolean;
}

/** A pause in typing before the paper is made anew, in ms. */
const PAUSE_MS = 350;

/** The kept file is not the one that was issued; or this browser cannot tell. */
class UncheckedFile extends Error {}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function fetchPaper(source: PaperSource, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  if (source.kind === 'draft') {
    const { caseId, form, subject, text } = source;
    const file = await api.documents.preview({ caseId, form, subject, ...(text ? { text } : {}) }, { signal });
    return new Uint8Array(await file.arrayBuffer());
  }
  if (source.kind === 'sample') {
    const sample = await api.settings.templateSample({ file: source.file }, { signal });
    return new Uint8Array(await sample.arrayBuffer());
  }
  const { caseId, fileHash } = source;
  const file =
    source.kind === 'issued'
      ? await api.documents.file({ caseId, documentId: source.documentId, copy: source.copy }, { signal })
      : await api.files.file({ caseId, fileId: source.fileId, glance: false }, { signal });
  const bytes = new Uint8Array(await file.arrayBuffer());
  if ((await hashOf(bytes)) !== fileHash) throw new UncheckedFile();
  return bytes;
}

const unchecked: ApiError = {
  code: 'DOCUMENT_FAILED',
  message: '这份文书的文件与出具时的校验码不符，没有显示。案件没有变动，请联系管理员从备份恢复。',
  retryable: true,
  fields: {},
  phoneCode: 'FQ-301',
};

/** The very PDF, made anew at every pause of typing; the answer to an older question is thrown away. */
export function usePaper(source: PaperSource): ShownPaper {
  const [shown, setShown] = useState<ShownPaper>({ paper: null, error: null, pending: true });
  const key = JSON.stringify(source);

  useEffect(() => {
    const wanted = JSON.parse(key) as PaperSource;
    const stop = new AbortController();
    const show = async (): Promise<void> => {
      try {
        const paper = await openPaper(await fetchPaper(wanted, stop.signal));
        if (stop.signal.aborted) return await paper.close();
        setShown({ paper, error: null, pending: false });
      } catch (error) {
        if (stop.signal.aborted) return;
        const known = error instanceof UncheckedFile ? unchecked : toApiError(error);
        setShown(({ paper }) => ({ paper, error: known, pending: false }));
      }
    };
    setShown((before) => ({ ...before, pending: true }));
    const timer = setTimeout(() => void show(), wanted.kind === 'draft' ? PAUSE_MS : 0);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key]);

  const { paper } = shown;
  useEffect(() => () => void paper?.close(), [paper]);

  return shown;
}
