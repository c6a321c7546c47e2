import { useState } from 'react';
import type { CaseView } from '../../../contract/cases.ts';
import type { IssuedDocument } from '../../../domain/cases/state.ts';
import { paperSigningProblem } from '../../../domain/signing/paper-places.ts';
import type { ApiError } from '../../api/errors.ts';
import { afterFocusIsBack } from '../../frame/after-focus.ts';
import { PaperSigning } from '../../signing/PaperSigning.tsx';
import { copiesOf } from './fitting-papers.ts';
import { PaperDialog } from './PaperDialog.tsx';
import type { KeptDocument } from './use-papers.ts';

interface ShownPaperProps {
  readonly view: CaseView;
  readonly document: KeptDocument;
  /** Another one, or the same with its signed copy; null where none is shown any more. */
  readonly onShow: (document: KeptDocument | null) => void;
  readonly onPrint: () => void;
  readonly tell: (text: string) => void;
}

/** A kept paper that is looked at, printed, or signed at the screen by the people it names. */
export function ShownPaper({ view, document, onShow, onPrint, tell }: ShownPaperProps) {
  const [mode, setMode] = useState<'look' | 'leaving' | 'sign'>('look');
  const [failure, setFailure] = useState<ApiError | null>(null);
  const issued = view.state.documents.find(({ id }) => id === document.id);
  const mayMark = view.offered.find(({ action }) => action === 'document.signed')?.refusal === null;
  const signs = mayMark && issued !== undefined && paperSigningProblem(issued) === null;
  const go = (next: 'look' | 'sign'): void => {
    setMode('leaving');
    afterFocusIsBack(() => setMode(next));
  };

  switch (mode) {
    case 'leaving':
      return null;
    case 'sign':
      return (
        <PaperSigning
          view={view}
          documentId={document.id}
          onClose={() => go('look')}
          onDone={(after, problem) => {
            const done = after.state.documents.find(({ id }) => id === document.id);
            if (problem === null) tell(`${document.title}签署件已制作`);
            setFailure(problem);
            if (done) onShow(done);
            go('look');
          }}
        />
      );
    case 'look':
      return (
        <PaperDialog
          caseId={view.state.id}
          document={issued ?? document}
          copies={copiesOf(view.state, document.form)}
          signing={signs ? { onSign: () => go('sign'), signed: signedText(issued) } : null}
          failure={failure}
          onClose={() => onShow(null)}
          onPrint={onPrint}
        />
      );
  }
}

/** 已签 1 处; empty while nobody has signed. */
function signedText({ marks = [] }: IssuedDocument): string {
  return marks.length === 0 ? '' : `已签 ${marks.length} 处`;
}
