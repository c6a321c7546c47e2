import type { CaseView } from '../../contract/cases.ts';
import { documentReference, type PaperCopy } from '../../contract/documents.ts';
import { api } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';

/** A kept file: what is printed is the very one with this hash, or nothing. */
export interface KeptPaper {
  readonly caseId: string;
  readonly documentId: string;
  /** Hex SHA-256. */
  readonly fileHash: string;
  /** The text where nothing is said. */
  readonly copy?: PaperCopy | undefined;
}

export type Printing =
  /** The system has taken the job, with the copies that were asked for. */
  | { readonly outcome: 'printed' }
  /** A browser's own dialog was shown and closed: it does not tell what came out, only the person knows. */
  | { readonly outcome: 'shown' }
  | { readonly outcome: 'cancelled' }
  /** This browser cannot print a PDF by itself: the file was given to the person. */
  | { readonly outcome: 'downloaded'; readonly message: string }
  | { readonly outcome: 'failed'; readonly message: string };

/** How long a browser may take to show the file in a hidden frame, in ms. */
const FRAME_PATIENCE_MS = 20_000;
/** Until the dialog has taken what it needs of the hidden frame; it says nothing when it is closed. */
const FRAME_KEPT_MS = 10 * 60_000;

type BrowserPrinting = Extract<Printing, { outcome: 'shown' | 'downloaded' | 'failed' }>;

/** How often it is looked whether the browser's dialog is still open, in ms. */
const LOOK_EVERY_MS = 150;
/** No dialog has come up until then: it was closed before anybody could see it, or this browser shows none. */
const NO_DIALOG_MS = 2_000;
/** A print() that takes this long has waited for the dialog itself. */
const HAS_WAITED_MS = 500;

/**
 * Opens the browser's print dialog and waits until it is closed. Browsers differ: some wait in print() itself, some tell
 * by `afterprint`, and of others only this can be seen, that the page loses the focus and gets it back.
 */
function printAndWait(view: Window): Promise<void> {
  return new Promise((resolve) => {
    let wasAway = false;
    const started = Date.now();
    const looks = setInterval(() => {
      const here = document.hasFocus();
      wasAway ||= !here;
      if (here && (wasAway || Date.now() - started > NO_DIALOG_MS)) finish();
    }, LOOK_EVERY_MS);
    const finish = (): void => {
      clearInterval(looks);
      resolve();
    };
    view.addEventListener('afterprint', finish);
    const before = document.activeElement;
    view.focus();
    view.print();
    if (before instanceof HTMLElement) before.focus();
    if (Date.now() - started > HAS_WAITED_MS) finish();
  });
}

function download(file: File): BrowserPrinting {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), FRAME_KEPT_MS);
  return { outcome: 'downloaded', message: `这个浏览器不能直接打印，文件“${file.name}”已下载，请打开后打印` };
}

function printInFrame(file: File): Promise<BrowserPrinting> {
  const frame = document.createElement('iframe');
  const url = URL.createObjectURL(file);
  const remove = (): void => {
    frame.remove();
    URL.revokeObjectURL(url);
  };
  frame.title = '打印';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  // Not display:none, which some browsers print as an empty page.
  frame.style.cssText = 'position:fixed;right:0;bottom:0;width:1px;height:1px;border:0;opacity:0';
  return new Promise<BrowserPrinting>((resolve) => {
    const late = setTimeout(() => {
      remove();
      resolve({ outcome: 'failed', message: '浏览器没有打开要打印的文件，请再试一次' });
    }, FRAME_PATIENCE_MS);
    frame.addEventListener('load', () => {
      clearTimeout(late);
      setTimeout(remove, FRAME_KEPT_MS);
      const view = frame.contentWindow;
      if (view) void printAndWait(view).then(() => resolve({ outcome: 'shown' }));
    });
    frame.src = url;
    document.body.append(frame);
  });
}

/** Prints a file that is not kept, such as a draft: the shell prints stored papers only, a browser whatever it can show. */
export async function printFile(file: File): Promise<BrowserPrinting> {
  return navigator.pdfViewerEnabled ? printInFrame(file) : download(file);
}

/**
 * Prints a kept file: through the shell in the app, through a hidden frame in a browser, whose own dialog alone sets the
 * copies. Rejects as the API does.
 */
export async function printPaper({ caseId, documentId, fileHash, copy }: KeptPaper, copies: number): Promise<Printing> {
  const shell = window.fengqiaoShell;
  if (shell) {
    try {
      const reference = documentReference(caseId, documentId, copy);
      const answer = await shell.printPdf({ documentId: reference, sha256: fileHash, copies });
      if (answer.outcome === 'failed') return { outcome: 'failed', message: answer.message };
      return { outcome: answer.outcome };
    } catch (error) {
      return { outcome: 'failed', message: error instanceof Error ? error.message : '没有打印成，请再试一次' };
    }
  }
  const file = await api.documents.file({ caseId, documentId, copy });
  return printFile(file);
}

/**
 * Writes into the case's log that a paper was printed. It has happened, whatever else was done to the case meanwhile:
 * on an older revision it is written on the current one.
 */
export async function recordPrinted(paper: {
  readonly actionId: string;
  readonly caseId: string;
  readonly documentId: string;
  readonly revision: number;
  readonly copies: number;
}): Promise<CaseView> {
  const { actionId, caseId, documentId, revision, copies } = paper;
  const record = (baseRevision: number): Promise<CaseView> =>
    api.cases.act({
      actionId,
      caseId,
      baseRevision,
      action: { type: 'document.printed', payload: { documentId, copies } },
    });
  try {
    return await record(revision);
  } catch (error) {
    if (toApiError(error).code !== 'STALE_REVISION') throw error;
    const current = await api.cases.get({ caseId });
    return record(current.state.revision);
  }
}
