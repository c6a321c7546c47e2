import { FileTextOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { PaperDesk, RecentPaper } from '../../contract/documents.ts';
import { may } from '../../domain/access/permissions.ts';
import { queries } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { useCaseList } from '../cases/case-list.ts';
import { Screen } from '../frame/Screen.tsx';
import { useRemembered } from '../frame/screen-memory.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { useSignedIn } from '../sessions/signed-in.ts';
import { EmptyState } from '../status/EmptyState.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { CopiesDialog } from './CopiesDialog.tsx';
import { PaperList } from './PaperList.tsx';
import { caseIdOf, mainLabel, type PaperRow, paperGroups, pathOf, selectedIndex } from './paper-list.ts';
import { UnrecordedNotes } from './UnrecordedNotes.tsx';
import { printEndText, usePrinting } from './use-printing.ts';

const ASK_EVERY_MS = 30_000;

/** 调解文书: what waits for a pen or a seal, what may be written, and the newest papers. */
export default function DocumentsPage() {
  const desk = useQuery({
    ...queries.documents.desk.queryOptions(),
    refetchInterval: ASK_EVERY_MS,
    refetchOnMount: 'always',
  });
  if (desk.data) return <DocumentsDesk desk={desk.data} />;
  return (
    <Screen title="调解文书">
      {desk.error ? (
        <ErrorNote error={toApiError(desk.error)} onRetry={() => void desk.refetch()} />
      ) : (
        <Waiting label="正在看有哪些文书" />
      )}
    </Screen>
  );
}

function DocumentsDesk({ desk }: { readonly desk: PaperDesk }) {
  const { roles } = useSignedIn();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const openedFrom = useCaseList((state) => state.openedFrom);
  const [wanted, want] = useRemembered<string | null>('documents.selected', null);
  const [told, setTold] = useState<string | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const groups = paperGroups(desk);
  const rows = groups.flatMap((group) => group.rows);
  const at = selectedIndex(rows, wanted);
  const current = rows[at];
  const printing = usePrinting((end, { title }) => {
    if (end.outcome === 'recorded') void client.invalidateQueries();
    setTold(printEndText(end, title));
  });

  const open = (row: PaperRow): void => {
    openedFrom({ path: '/documents', label: '回调解文书', caseIds: [...new Set(rows.map(caseIdOf))] });
    navigate(pathOf(row));
  };
  const select = (key: string | null): void => {
    setTold(null);
    want(key);
  };
  const step = (by: 1 | -1) => (): void => select(rows[Math.max(0, Math.min(at + by, rows.length - 1))]?.key ?? null);

  const print = async (paper: RecentPaper): Promise<void> => {
    const { caseId, documentId, fileHash, revision, title } = paper;
    setFailure(null);
    try {
      await printing.print({ caseId, documentId, fileHash, revision, title, copies: 1 });
    } catch (error) {
      setFailure(toApiError(error));
    }
  };
  const act = (row: PaperRow): void | Promise<void> => (row.kind === 'recent' ? print(row.paper) : open(row));

  useActionKeys([
    { combo: '↑', label: '选择', repeats: true, run: step(-1) },
    { combo: '↓', label: '选择', repeats: true, run: step(1) },
    { combo: 'Enter', label: '打开', run: () => current && open(current) },
    ...(current?.kind === 'recent' ? [{ combo: 'F8', label: '再打印', run: () => void print(current.paper) }] : []),
  ]);

  return (
    <Screen
      title="调解文书"
      className="papers-page"
      keys={
        current
          ? [
              { combo: ['↑', '↓'], label: '选择' },
              { combo: 'Enter', label: '打开' },
            ]
          : []
      }
      secondary={
        may(roles, 'posters.print')
          ? [{ label: '扫码海报', combo: 'Alt+Q', onRun: () => navigate('/documents/posters') }]
          : []
      }
      notice={told === null ? null : <span role="status">{told}</span>}
      main={current ? { label: mainLabel(current), onRun: () => act(current) } : undefined}
    >
      {failure ? <ErrorNote error={failure} /> : null}
      <UnrecordedNotes printing={printing} />
      {printing.question ? <CopiesDialog {...printing.question} /> : null}
      {current ? (
        <PaperList groups={groups} selected={current.key} onSelect={select} onOpen={open} />
      ) : (
        <section className="card papers-none" aria-label="调解文书">
          <EmptyState
            icon={<FileTextOutlined />}
            first={{ combo: 'Alt+3', label: '到案件台账，打开一件正在调解的案件' }}
          >
            这里列出等签名盖章的协议、正在调解可以写协议的案件，和最近出具的文书。现在一份也没有。
          </EmptyState>
        </section>
      )}
    </Screen>
  );
}
