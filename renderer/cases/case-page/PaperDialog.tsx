import { PrinterOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { PrintPreview } from '../../documents/PrintPreview.tsx';
import { Dialog } from '../../frame/Dialog.tsx';
import { useActionKeys } from '../../keyboard/use-action-keys.ts';
import { copyToHand } from '../../signing/copy-to-hand.ts';
import type { KeptDocument } from './use-papers.ts';
import './paper-dialog.css';

/** Of the dialog in CSS pixels: a whole page at once, and a page as large as the preview draws it. */
const WIDTH = 720;
const ZOOMED_WIDTH = 960;

interface PaperDialogProps {
  readonly caseId: string;
  readonly document: KeptDocument;
  readonly copies: number;
  readonly onPrint: () => void;
  readonly onClose: () => void;
}

/** A kept paper as it is, and the print of that very file. */
export function PaperDialog({ caseId, document, copies, onPrint, onClose }: PaperDialogProps) {
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
      <PaperInside caseId={caseId} document={document} zoomed={zoomed} onZoom={zoom} />
    </Dialog>
  );
}

interface PaperInsideProps {
  readonly caseId: string;
  readonly document: KeptDocument;
  readonly zoomed: boolean;
  readonly onZoom: () => void;
}

/** Inside of the dialog, so that its key is the dialog's. */
function PaperInside({ caseId, document, zoomed, onZoom }: PaperInsideProps) {
  useActionKeys([{ combo: 'F9', label: '放大预览', run: onZoom }]);
  return (
    <div className="paper-dialog">
      <PrintPreview
        source={{ kind: 'issued', caseId, documentId: document.id, ...copyToHand(document) }}
        zoomed={zoomed}
        onZoom={onZoom}
      />
    </div>
  );
}
