import { PrinterOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { isWordKind } from '../../../domain/documents/word-layouts.ts';
import { api } from '../../api/client.ts';
import { type ApiError, toApiError } from '../../api/errors.ts';
import { PrintPreview } from '../../documents/PrintPreview.tsx';
import { Dialog } from '../../frame/Dialog.tsx';
import { useRunOnce } from '../../frame/run-once.ts';
import { saveFile } from '../../frame/save-file.ts';
import { Key } from '../../keyboard/Key.tsx';
import { useActionKeys } from '../../keyboard/use-action-keys.ts';
import { copyToHand } from '../../signing/copy-to-hand.ts';
import { ErrorNote } from '../../status/ErrorNote.tsx';
import type { KeptDocument } from './use-papers.ts';
import '../../documents/paper-dialog.css';

/** Of the dialog in CSS pixels: a whole page at once, and a page as large as the preview draws it. */
const WIDTH = 720;
const ZOOMED_WIDTH = 960;

interface PaperDialogProps {
  readonly caseId: string;
  readonly document: KeptDocument;
  readonly copies: number;
  /** Where it can be signed at the screen: how, and how far that is. */
  readonly signing: { readonly onSign: () => void; readonly signed: string } | null;
  /** Why the signed copy was not made. */
  readonly failure: ApiError | null;
  readonly onPrint: () => void;
  readonly onClose: () => void;
}

/** A kept paper as it is, and the print of that very file. */
export function PaperDialog({ caseId, document, copies, signing, failure, onPrint, onClose }: PaperDialogProps) {
  const [zoomed, setZoomed] = useState(false);
  const zoom = (): void => setZoomed(!zoomed);
  return (
    <Dialog
      title={document.title}
      width={zoomed ? ZOOMED_WIDTH : WIDTH}
      onClose={onClose}
      closeLabel="返回"
      main={{ label: `打印 ${copies} 份`, icon: <PrinterOutlined />, onRun: onPrint }}
    >
      <PaperInside {...{ caseId, document, zoomed, signing, failure }} onZoom={zoom} />
    </Dialog>
  );
}

interface PaperInsideProps extends Pick<PaperDialogProps, 'caseId' | 'document' | 'signing' | 'failure'> {
  readonly zoomed: boolean;
  readonly onZoom: () => void;
}

/** Inside of the dialog, so that its key is the dialog's. */
function PaperInside({ caseId, document, zoomed, signing, failure, onZoom }: PaperInsideProps) {
  const { form } = document;
  const word = isWordKind(form) ? form : null;
  const [problem, setProblem] = useState<ApiError | null>(null);
  const { run: saveWord, busy } = useRunOnce(async () => {
    if (word === null) return;
    setProblem(null);
    try {
      saveFile(await api.documents.word({ caseId, form: word, subject: document.subject }));
    } catch (failure) {
      setProblem(toApiError(failure));
    }
  });
  useActionKeys([
    { combo: 'F9', label: '放大预览', run: onZoom },
    ...(signing ? [{ combo: 'Alt+G', label: '屏幕签名', run: signing.onSign }] : []),
    ...(word === null ? [] : [{ combo: 'Alt+W', label: '另存 Word 工作副本', run: saveWord }]),
  ]);
  return (
    <div className="paper-dialog">
      <PrintPreview
        source={{ kind: 'issued', caseId, documentId: document.id, ...copyToHand(document) }}
        zoomed={zoomed}
        onZoom={onZoom}
      >
        {signing ? (
          <button type="button" className="text-button" onClick={signing.onSign} aria-keyshortcuts="Alt+G">
            屏幕签名 <Key combo="Alt+G" />
            {signing.signed === '' ? null : <span className="small muted"> {signing.signed}</span>}
          </button>
        ) : null}
        {word === null ? null : (
          <button type="button" className="text-button" disabled={busy} onClick={saveWord} aria-keyshortcuts="Alt+W">
            Word 副本 <Key combo="Alt+W" />
          </button>
        )}
      </PrintPreview>
      {failure ? <ErrorNote error={failure} /> : null}
      {problem ? <ErrorNote error={problem} onRetry={saveWord} /> : null}
    </div>
  );
}
