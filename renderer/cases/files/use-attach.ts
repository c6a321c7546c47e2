import { useEffect, useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { CaseView } from '../../../contract/cases.ts';
import type { AttachedFileAnswer } from '../../../contract/files.ts';
import { type FileDetails, type FileKind, MAX_FILE_BYTES, sizeText } from '../../../domain/files/file.ts';
import { api } from '../../api/client.ts';
import { type ApiError, toApiError } from '../../api/errors.ts';
import { currentView, useTakeView } from '../case-page/use-case-view.ts';
import { mayBePaper, type RecognisedPaper, recognise } from './recognise.ts';
import { shrunk } from './shrink.ts';

/** A file that a person has chosen and that is not attached yet. Its id is that of the action: a second try is the same. */
export interface ChosenFile {
  readonly id: string;
  readonly file: File;
}

export interface AttachChoice {
  readonly kind: FileKind;
  readonly shrinks: boolean;
  /** Said of each of the files. */
  readonly details: FileDetails;
}

export interface Attaching {
  readonly chosen: readonly ChosenFile[];
  readonly add: (files: readonly File[]) => void;
  readonly drop: (id: string) => void;
  /** Chosen files that bear the code of a paper of this case, by id: they are filed as its scan, whatever is ticked. */
  readonly recognised: Readonly<Record<string, RecognisedPaper>>;
  /** What is wrong with a file, beside it: by the id of a chosen one, by the name of a scan. */
  readonly problems: Readonly<Record<string, string>>;
  readonly error: ApiError | null;
  /**
   * Scans and chosen files one after the other; what went stays, what did not is told. Resolves to how many went, and
   * whether all did.
   */
  readonly attach: (
    choice: AttachChoice,
    scans: readonly string[],
  ) => Promise<{ readonly done: number; readonly all: boolean }>;
}

const isPicture = (file: File): boolean => /^image\/(jpeg|png|webp)$/.test(file.type);

export function useAttach(view: CaseView, first: readonly File[]): Attaching {
  const { id: caseId } = view.state;
  const take = useTakeView(caseId);
  const seen = useRef(view);
  /** A second try is the same action. */
  const scanIds = useRef(new Map<string, string>());
  const [chosen, setChosen] = useState<readonly ChosenFile[]>(() => first.map((file) => ({ id: newId(), file })));
  const [recognised, setRecognised] = useState<Readonly<Record<string, RecognisedPaper>>>({});
  /** By the ids of the files: what was found is settled once the promise is, whatever is drawn by then. */
  const looked = useRef(new Map<string, Promise<RecognisedPaper | null>>());
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [error, setError] = useState<ApiError | null>(null);

  const see = (next: CaseView): void => {
    seen.current = next;
    take(next);
  };

  useEffect(() => {
    const { state } = seen.current;
    for (const { id, file } of chosen) {
      if (looked.current.has(id) || !mayBePaper(state, file)) continue;
      // A picture that the browser cannot open is told when it is attached.
      const look = recognise(state, file).catch(() => null);
      looked.current.set(id, look);
      void look.then((paper) => {
        if (paper) setRecognised((before) => ({ ...before, [id]: paper }));
      });
    }
  }, [chosen]);

  async function send({ id: actionId, file }: ChosenFile, choice: AttachChoice): Promise<void> {
    const { shrinks } = choice;
    const paper = (await looked.current.get(actionId))?.paper;
    const { kind, details } = paper ? ({ kind: 'signed', details: { paper } } as const) : choice;
    const sent = shrinks && isPicture(file) ? await shrunk(file).catch(() => file) : file;
    if (sent.size > MAX_FILE_BYTES) throw new TooLarge(sent.size);
    const { name } = file;
    await put((baseRevision) =>
      api.files.attach({ actionId, caseId, baseRevision, kind, ...details, name, file: sent }),
    );
  }

  async function sendScan(name: string, { kind, details }: AttachChoice): Promise<void> {
    const actionId = scanIds.current.get(name) ?? newId();
    scanIds.current.set(name, actionId);
    await put((baseRevision) => api.files.attachScanned({ actionId, caseId, baseRevision, kind, ...details, name }));
    // A later file of the same name is another one.
    scanIds.current.delete(name);
  }

  async function put(call: (baseRevision: number) => Promise<AttachedFileAnswer>): Promise<void> {
    const attempt = async () => see((await call(seen.current.state.revision)).view);
    try {
      await attempt();
    } catch (failure) {
      const known = toApiError(failure);
      if (known.code !== 'STALE_REVISION') throw failure;
      // Nothing about a photo depends on what others did meanwhile; the page shows it from now on.
      see(await currentView(caseId, known.state));
      await attempt();
    }
  }

  return {
    chosen,
    recognised,
    add: (files) => setChosen((before) => [...before, ...files.map((file) => ({ id: newId(), file }))]),
    drop: (id) => setChosen((before) => before.filter((each) => each.id !== id)),
    problems,
    error,
    async attach(choice, scans) {
      setError(null);
      setProblems({});
      const works = [
        ...scans.map((name) => ({ of: name, run: () => sendScan(name, choice) })),
        ...chosen.map((each) => ({
          of: each.id,
          run: async () => {
            await send(each, choice);
            setChosen((before) => before.filter(({ id }) => id !== each.id));
          },
        })),
      ];
      let done = 0;
      for (const { of, run } of works) {
        try {
          await run();
          done += 1;
        } catch (failure) {
          const own = wordsFor(failure);
          if (own === null) {
            setError(toApiError(failure));
            return { done, all: false };
          }
          setProblems((before) => ({ ...before, [of]: own }));
        }
      }
      return { done, all: done === works.length };
    },
  };
}

class TooLarge extends Error {
  constructor(size: number) {
    super(`有 ${sizeText(size)}，最多收 ${sizeText(MAX_FILE_BYTES)}。照片请勾选“缩小照片”，扫描件请降低分辨率。`);
  }
}

/** What is wrong with this one file; null for what would stop the next one too. */
function wordsFor(failure: unknown): string | null {
  if (failure instanceof TooLarge) return failure.message;
  const { code, fields, message, detail } = toApiError(failure);
  if (fields.file !== undefined) return fields.file;
  return code === 'NOT_POSSIBLE_NOW' ? (detail ?? message) : null;
}
