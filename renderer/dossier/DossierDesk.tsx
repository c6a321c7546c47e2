import { DownloadOutlined, FilePdfOutlined, FileWordOutlined } from '@ant-design/icons';
import { useState } from 'react';
import type { CaseView } from '../../contract/cases.ts';
import type { DossierView, IssuablePaper } from '../../contract/dossier.ts';
import type { Actor } from '../../domain/access/roles.ts';
import { volumeProblem } from '../../domain/dossier/volume.ts';
import { actionCombo } from '../cases/case-page/action-catalogue.ts';
import { takesNumber } from '../cases/case-page/fitting-papers.ts';
import { IssueDialog } from '../cases/case-page/IssueDialog.tsx';
import { OpenedForm } from '../cases/case-page/OpenedForm.tsx';
import { isOffered } from '../cases/case-page/offered.ts';
import { useCaseDesk } from '../cases/case-page/use-case-desk.ts';
import { usefulOffers } from '../cases/case-page/useful-offers.ts';
import type { MainAction, SecondaryAction } from '../frame/ActionBar.tsx';
import { Screen } from '../frame/Screen.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { DossierHead } from './DossierHead.tsx';
import { DossierList } from './DossierList.tsx';
import { DossierPreview } from './DossierPreview.tsx';
import { countPossible, type DossierRow, dossierGroups, papersToIssue, selectedRow } from './dossier-rows.ts';
import { JointVolumeDialog } from './JointVolumeDialog.tsx';
import { useDownloads } from './use-downloads.ts';
import { useIssuePapers } from './use-issue-all.ts';
import './dossier.css';

/** Shows what may be issued beside what must be. */
const POSSIBLE = 'Alt+A';
/** Binds other cases into the same volume. */
const JOINT = 'Alt+J';

interface DossierDeskProps {
  readonly view: CaseView;
  readonly dossier: DossierView;
  readonly actor: Actor;
}

/** The dossier of one case: the list at the left, what the chosen line is about at the right. */
export function DossierDesk({ view, dossier, actor }: DossierDeskProps) {
  const { state } = view;
  const desk = useCaseDesk(view);
  const papers = useIssuePapers(view, desk.tell);
  const downloads = useDownloads(state.id, desk.tell);
  const offered = usefulOffers(view, actor);
  const [zoomed, setZoomed] = useState(false);
  const [withPossible, setWithPossible] = useState(false);
  const [wanted, setWanted] = useState<{ readonly key: string; readonly at: number } | null>(null);
  const [joining, setJoining] = useState(false);
  const [numbered, setNumbered] = useState<readonly IssuablePaper[] | null>(null);

  const groups = dossierGroups(dossier, withPossible);
  const rows = groups.flatMap((group) => group.rows);
  const at = selectedRow(rows, wanted?.key ?? null, wanted?.at ?? 0);
  const current = rows[at];
  const select = (key: string): void => setWanted({ key, at: rows.findIndex((row) => row.key === key) });
  const step = (by: 1 | -1) => (): void => {
    const next = rows[Math.max(0, Math.min(at + by, rows.length - 1))];
    if (next) select(next.key);
  };

  const possible = countPossible(dossier);
  const possibleLabel = withPossible ? '收起按需文书' : '按需文书';
  const mayIssue = isOffered(offered, 'document.issued');
  const mayArchive = isOffered(offered, 'case.archived');
  const mayNote = isOffered(offered, 'dossier.noted');
  // Bound alone it may be in any case; with others only where the rules of 多案一卷 let it.
  const mayJoin = volumeProblem([state, state]) === null;
  const missing = mayIssue ? papersToIssue(dossier) : [];
  /** A number of the committee is never given back: that is said before it is taken. */
  const issue = (wantedPapers: readonly IssuablePaper[]): void | Promise<void> => {
    if (wantedPapers.some((paper) => takesNumber({ ...paper, issued: null }))) return setNumbered(wantedPapers);
    return papers.issue(wantedPapers);
  };
  const open = (row: DossierRow | undefined): void => {
    if (row?.kind === 'issue' && mayIssue) void issue([row.paper]);
    else if (row?.kind === 'part' || row?.kind === 'issue') setZoomed(true);
  };

  const zip: SecondaryAction = {
    label: '下载归档包',
    combo: 'Alt+Z',
    icon: <DownloadOutlined />,
    onRun: downloads.archive,
  };
  const main: MainAction | undefined =
    missing.length > 0
      ? { label: `出具缺少的 ${missing.length} 份`, onRun: () => issue(missing) }
      : mayArchive
        ? { label: '归档', onRun: () => desk.run('case.archived') }
        : state.archive === null
          ? undefined
          : { ...zip, combo: 'Ctrl+Enter' };
  const secondary: readonly SecondaryAction[] = [
    { label: '装订本', combo: 'Alt+B', icon: <FilePdfOutlined />, onRun: downloads.bound },
    { label: '封面 Word', combo: 'Alt+W', icon: <FileWordOutlined />, onRun: downloads.word },
    ...(main && state.archive !== null && missing.length === 0 && !mayArchive ? [] : [zip]),
  ];

  useActionKeys([
    { combo: '↑', label: '选择', repeats: true, run: step(-1) },
    { combo: '↓', label: '选择', repeats: true, run: step(1) },
    { combo: 'F9', label: '放大预览', run: () => setZoomed(!zoomed) },
    ...(possible > 0 ? [{ combo: POSSIBLE, label: possibleLabel, run: () => setWithPossible(!withPossible) }] : []),
    { combo: 'Enter', label: current?.kind === 'issue' ? '出具这一份' : '放大预览', run: () => open(current) },
    ...(mayJoin ? [{ combo: JOINT, label: '多案一卷', run: () => setJoining(true) }] : []),
    ...(mayNote
      ? [{ combo: actionCombo('dossier.noted'), label: '情况说明', run: () => void desk.run('dossier.noted') }]
      : []),
    ...(mayArchive && missing.length > 0
      ? [{ combo: actionCombo('case.archived'), label: '归档', run: () => void desk.run('case.archived') }]
      : []),
  ]);

  const error = papers.error ?? downloads.error ?? desk.error;
  return (
    <Screen
      title={`卷宗 ${dossier.title}`}
      ownHeading
      className={`dossier-page ${zoomed ? 'dossier-zoomed' : ''}`}
      back={{ to: `/cases/${state.id}`, label: '回案件' }}
      keys={[
        ...(current?.kind === 'issue' && mayIssue ? [{ combo: 'Enter', label: '出具这一份' }] : []),
        ...(possible > 0 ? [{ combo: POSSIBLE, label: possibleLabel }] : []),
      ]}
      notice={
        desk.told && desk.told.text !== '' ? (
          <span role="status" className="dossier-told">
            {desk.told.text}
          </span>
        ) : null
      }
      secondary={secondary}
      main={main}
    >
      <DossierHead
        view={view}
        dossier={dossier}
        onJoin={mayJoin ? { combo: JOINT, run: () => setJoining(true) } : null}
      />
      {error ? <ErrorNote error={error} /> : null}
      <div className="dossier-body">
        {zoomed ? null : <DossierList groups={groups} selected={current?.key ?? ''} onSelect={select} onOpen={open} />}
        {current ? (
          <DossierPreview
            key={current.key}
            caseId={state.id}
            revision={state.revision}
            row={current}
            zoomed={zoomed}
            onZoom={() => setZoomed(!zoomed)}
          />
        ) : null}
      </div>
      {desk.open ? (
        <OpenedForm open={desk.open} view={view} actor={actor} onDone={desk.finished} onClose={desk.close} />
      ) : null}
      {joining ? (
        <JointVolumeDialog
          state={state}
          error={downloads.error}
          onClose={() => setJoining(false)}
          onSave={async (caseIds) => {
            if (await downloads.joint(caseIds)) setJoining(false);
          }}
        />
      ) : null}
      {numbered ? (
        <NumberQuestion
          view={view}
          papers={numbered}
          onClose={() => setNumbered(null)}
          onIssue={async () => {
            await papers.issue(numbered);
            setNumbered(null);
          }}
        />
      ) : null}
    </Screen>
  );
}

interface NumberQuestionProps {
  readonly view: CaseView;
  readonly papers: readonly IssuablePaper[];
  readonly onIssue: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asked of the paper that takes a number, for all that are issued with it. */
function NumberQuestion({ view, papers, onIssue, onClose }: NumberQuestionProps) {
  const paper = papers.find((each) => takesNumber({ ...each, issued: null }));
  if (!paper) return null;
  return <IssueDialog state={view.state} paper={paper} onIssue={onIssue} onClose={onClose} />;
}
