import { standIns } from '../../domain/dossier/stand-in.ts';
import { isMediaType, isPhoto } from '../../domain/files/file.ts';
import { OpenedFile } from '../cases/files/FileDialog.tsx';
import { PrintPreview } from '../documents/PrintPreview.tsx';
import type { PaperSource } from '../documents/use-paper.ts';
import { EmptyState } from '../status/EmptyState.tsx';
import { Note } from '../status/Note.tsx';
import type { DossierRow, EmptyPlace } from './dossier-rows.ts';

interface DossierPreviewProps {
  readonly caseId: string;
  /** Of the case: a draft changes with it. */
  readonly revision: number;
  readonly row: DossierRow;
  readonly zoomed: boolean;
  readonly onZoom: () => void;
}

const PDF = 'application/pdf';

function sourceOf({ caseId, revision, row }: DossierPreviewProps): PaperSource | null {
  if (row.kind === 'issue') {
    const { form, subject } = row.paper;
    return { kind: 'draft', caseId, form, subject, revision, text: null };
  }
  if (row.kind !== 'part' || row.part.standIn !== null) return null;
  const { kind, id, hash: fileHash, mediaType, copy } = row.part;
  if (kind === 'paper') return { kind: 'issued', caseId, documentId: id, fileHash, copy };
  return mediaType === PDF ? { kind: 'attached', caseId, fileId: id, fileHash } : null;
}

/** What the chosen line is about: the kept paper, the scan, the picture, or the draft of what may be issued. */
export function DossierPreview(props: DossierPreviewProps) {
  const source = sourceOf(props);
  const { row, zoomed, onZoom } = props;
  if (source) return <PrintPreview source={source} zoomed={zoomed} onZoom={onZoom} />;
  return (
    <section className="card dossier-beside" aria-label="材料内容" data-preview="shown">
      <Beside caseId={props.caseId} row={row} />
    </section>
  );
}

const ATTACH = '有的话，按 Esc 回案件页附上，会自动排到这里。';
const emptyAdvice: Readonly<Record<EmptyPlace, string>> = {
  as_needed: `本案没有这类材料，可以不要。${ATTACH}`,
  not_needed: `本案没有走到这一步，不用这类材料。${ATTACH}`,
  made_when_bound: '装订时自动生成，不用出具。',
};

function Beside({ caseId, row }: Pick<DossierPreviewProps, 'caseId' | 'row'>) {
  switch (row.kind) {
    case 'part': {
      const { part } = row;
      const { id: fileId, name, mediaType } = part;
      const isPicture = part.standIn === null && isMediaType(mediaType) && isPhoto(mediaType);
      const opens = isPicture || part.standIn === 'not_printable';
      return (
        <>
          {part.standIn === null ? null : (
            <Note look="warn" title={standIns[part.standIn].remark}>
              <p>{standIns[part.standIn].why}</p>
            </Note>
          )}
          {opens && isMediaType(mediaType) ? <OpenedFile caseId={caseId} file={{ fileId, name, mediaType }} /> : null}
        </>
      );
    }
    case 'want':
      return (
        <Note look="warn" title={`还缺${row.title}`}>
          <p>{row.advice}</p>
        </Note>
      );
    case 'empty':
      return <EmptyState>{emptyAdvice[row.why]}</EmptyState>;
    case 'issue':
      return null;
  }
}
