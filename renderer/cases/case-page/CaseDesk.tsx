import { FolderOpenOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { CaseView } from '../../../contract/cases.ts';
import { REVEALED_FOR_MS, revealReasons } from '../../../domain/access/reveal.ts';
import type { Actor } from '../../../domain/access/roles.ts';
import { dangerNote } from '../../../domain/cases/danger-words.ts';
import { partiesOf } from '../../../domain/cases/state.ts';
import { toChinaDate } from '../../../domain/deadlines/china-time.ts';
import { ReasonDialog } from '../../access/ReasonDialog.tsx';
import { useCenterNow } from '../../api/center-clock.ts';
import { queries } from '../../api/client.ts';
import { CopiesDialog } from '../../documents/CopiesDialog.tsx';
import { UnrecordedNotes } from '../../documents/UnrecordedNotes.tsx';
import { afterFocusIsBack } from '../../frame/after-focus.ts';
import { Screen } from '../../frame/Screen.tsx';
import { Key } from '../../keyboard/Key.tsx';
import { useActionKeys } from '../../keyboard/use-action-keys.ts';
import { ErrorNote } from '../../status/ErrorNote.tsx';
import { neighbourOf, useCaseList } from '../case-list.ts';
import { FilesCard } from '../files/FilesCard.tsx';
import { ActionsCard } from './ActionsCard.tsx';
import { actionCombo } from './action-catalogue.ts';
import { CaseHead } from './CaseHead.tsx';
import { CitizenNotes } from './CitizenNotes.tsx';
import { ConfirmationCard } from './ConfirmationCard.tsx';
import { caseTitle } from './case-words.ts';
import { ErrandsCard } from './ErrandsCard.tsx';
import { FactsCard } from './FactsCard.tsx';
import { fittingPaper, type Paper, takesNumber } from './fitting-papers.ts';
import { ownReviews } from './forms/aside-forms.ts';
import { Gbt31000Dialog } from './Gbt31000Dialog.tsx';
import { IssueDialog } from './IssueDialog.tsx';
import { LinkedCard } from './LinkedCard.tsx';
import { mainStep } from './main-action.ts';
import { OpenedForm } from './OpenedForm.tsx';
import { isOffered, offeredHere } from './offered.ts';
import { goToMissingPaper, PapersCard } from './PapersCard.tsx';
import { PartiesCard } from './PartiesCard.tsx';
import { PersonalDataCard } from './PersonalDataCard.tsx';
import { ReviewNotes } from './ReviewNotes.tsx';
import { ShownPaper } from './ShownPaper.tsx';
import { useSetAside } from './set-aside/use-set-aside.tsx';
import { Timeline } from './Timeline.tsx';
import { useAskedAction } from './use-asked-action.ts';
import { useCaseDesk } from './use-case-desk.ts';
import { type KeptDocument, usePapers } from './use-papers.ts';
import { useReveal } from './use-reveal.ts';
import { usefulOffers } from './useful-offers.ts';
import './case-page.css';

const RULES_FRESH_MS = 10 * 60_000;
const UNDO = 'Alt+I';
const DOSSIER = 'F6';
const REVEAL = 'Alt+K';

interface CaseDeskProps {
  readonly view: CaseView;
  readonly actor: Actor;
}

/** The page of a case that is there. */
export function CaseDesk({ view, actor }: CaseDeskProps) {
  const { state } = view;
  const offered = usefulOffers(view, actor);
  const now = useCenterNow();
  const [, navigate] = useLocation();
  const list = useCaseList((each) => each.list);
  const settings = useQuery({ ...queries.settings.get.queryOptions(), staleTime: RULES_FRESH_MS });
  const desk = useCaseDesk(view);
  const papers = usePapers(view, desk.tell);
  const [asked, setAsked] = useState<Paper | null>(null);
  const [recordOpen, setRecordOpen] = useState(false);
  const revealing = useReveal(view);
  // Whose numbers are asked for: an id, null for all, undefined for nobody's.
  const [askedFor, setAskedFor] = useState<string | null | undefined>(undefined);
  const [shown, setShown] = useState<KeptDocument | null>(null);
  const aside = useSetAside(view, actor, desk);
  useAskedAction(offered, desk.run);
  // There before the form that asks for it opens, so that its first field is the first mediator.
  useQuery({
    ...queries.cases.suggestMediators.queryOptions({ input: { caseId: state.id } }),
    enabled: isOffered(offered, 'case.assigned'),
  });
  useQuery({ ...queries.directory.centers.queryOptions(), enabled: isOffered(offered, 'handover.offered') });

  const step = mainStep(view, actor);
  const fitting = fittingPaper(state);
  // What is printed was seen: the kept file, which is made first where there is none.
  const show = async (paper: Paper): Promise<void> => setShown(await papers.keep(paper));
  const print = (paper: Paper): void | Promise<void> => (takesNumber(paper) ? setAsked(paper) : show(paper));
  const go = (caseId: string | null, end: string) => (): void =>
    caseId === null ? desk.tell(end) : navigate(`/cases/${caseId}`);
  const correct = isOffered(offered, 'case.corrected') ? () => void desk.run('case.corrected') : undefined;
  const records = isOffered(offered, 'consent.recorded');
  const undo = desk.told?.undo ?? null;
  const openDossier = (): void => navigate(`/cases/${state.id}/dossier`);
  // What is left to do with a case that is over is its dossier: then the key stands in the bar.
  const isOver = state.status === 'closed' || state.status === 'archived';

  useActionKeys([
    ...offeredHere(offered).map(({ action, label }) => ({
      combo: actionCombo(action),
      label,
      run: () => void desk.run(action),
    })),
    { combo: 'Alt+O', label: '综治信息表', run: () => setRecordOpen(true) },
    ...(view.masked.length > 0 ? [{ combo: REVEAL, label: '查看完整号码', run: () => setAskedFor(null) }] : []),
    ...(isOver ? [] : [{ combo: DOSSIER, label: '卷宗', run: openDossier }]),
    ...(undo ? [{ combo: UNDO, label: '撤销刚才那一步', run: () => void desk.doAtOnce(undo) }] : []),
  ]);

  return (
    <Screen
      title={caseTitle(state)}
      ownHeading
      className="case-page"
      keys={[
        {
          combo: 'Alt+←',
          label: '上一件',
          run: go(neighbourOf(list, state.id, -1), '这是列表里的第一件'),
          repeats: true,
        },
        {
          combo: 'Alt+→',
          label: '下一件',
          run: go(neighbourOf(list, state.id, 1), '这是列表里的最后一件'),
          repeats: true,
        },
      ]}
      back={{ to: list.path, label: list.label }}
      notice={
        <span role="status" className="case-told">
          {desk.told?.text ?? (step.kind === 'others' ? step.text : null)}
          {undo ? (
            <button type="button" className="card-link" onClick={() => void desk.doAtOnce(undo)}>
              撤销 <Key combo={UNDO} />
            </button>
          ) : null}
        </span>
      }
      secondary={[
        ...(isOver ? [{ label: '卷宗', combo: DOSSIER, icon: <FolderOpenOutlined />, onRun: openDossier }] : []),
        ...(fitting
          ? [{ label: `打印${fitting.title}`, combo: 'F8', icon: <PrinterOutlined />, onRun: () => print(fitting) }]
          : []),
      ]}
      main={
        step.kind === 'mine'
          ? { label: step.label, onRun: () => desk.run(step.action), blocked: step.blocked }
          : undefined
      }
    >
      <CaseHead view={view} now={now} onLacking={goToMissingPaper} />
      <div className="case-left">
        <ConfirmationCard view={view} offered={offered} now={now} onRun={(action) => void desk.run(action)} />
        <ErrandsCard
          view={view}
          actor={actor}
          now={now}
          onRun={(action, errandId) => void desk.run(action, errandId)}
        />
        <FactsCard state={state} onCorrect={correct} />
        <PartiesCard
          state={state}
          placeName={view.placeName}
          today={toChinaDate(now)}
          onWillingness={
            records
              ? (partyId, willingness) =>
                  void desk.doAtOnce({ type: 'consent.recorded', payload: { partyId, willingness } })
              : undefined
          }
          masked={view.masked}
          revealed={revealing.revealed}
          onReveal={setAskedFor}
          onChange={records ? (partyId) => void desk.run('consent.recorded', partyId) : undefined}
        />
        <PapersCard
          state={state}
          onPrint={(paper) => void print(paper)}
          onPrintIssued={setShown}
          onFitting={fitting ? () => void print(fitting) : null}
          onRecord={() => setRecordOpen(true)}
          onDossier={openDossier}
        >
          {papers.error ? <ErrorNote error={papers.error} /> : null}
          <UnrecordedNotes printing={papers.printing} />
          {papers.printing.question ? <CopiesDialog {...papers.printing.question} /> : null}
        </PapersCard>
        <FilesCard
          view={view}
          mayAttach={isOffered(offered, 'file.attached')}
          mayRemove={isOffered(offered, 'file.removed')}
          tell={desk.tell}
        />
        <LinkedCard linked={view.linked} />
        <PersonalDataCard
          view={view}
          actor={actor}
          today={toChinaDate(now)}
          tell={desk.tell}
          onRecord={records ? (action) => desk.doAtOnce(action) : undefined}
        />
      </div>
      <Timeline view={view} rules={settings.data?.settings.deadlines ?? null}>
        {aside.notes}
        <CitizenNotes
          state={state}
          onAnswer={
            isOffered(offered, 'citizen.answered') ? (wordId) => void desk.run('citizen.answered', wordId) : null
          }
        />
        <ReviewNotes
          reviews={state.reviews}
          mayReview={(review) => ownReviews(state, actor).includes(review)}
          onReview={(actionId) => void desk.run('case.reviewed', actionId)}
        />
      </Timeline>
      <ActionsCard
        offered={offered}
        main={step.kind === 'mine' ? step.action : null}
        onRun={(action) => void desk.run(action)}
        danger={state.policeReports.length > 0 ? null : dangerNote(state.registration?.facts ?? '')}
      >
        {desk.error ? <ErrorNote error={desk.error} /> : null}
      </ActionsCard>
      {aside.dialog}
      {desk.open ? (
        <OpenedForm open={desk.open} view={view} actor={actor} onDone={desk.finished} onClose={desk.close} />
      ) : null}
      {shown ? (
        <ShownPaper
          view={view}
          document={shown}
          onShow={setShown}
          onPrint={() => {
            setShown(null);
            void papers.printKept(shown);
          }}
          tell={desk.tell}
        />
      ) : null}
      {askedFor === undefined ? null : (
        <ReasonDialog
          title={`查看${partiesOf(state).find(({ id }) => id === askedFor)?.name ?? '各方'}的完整号码`}
          note={`谁看了谁的、什么理由，都记入访问记录。${REVEALED_FOR_MS / 1000} 秒后自动隐去。`}
          reasons={revealReasons}
          label="记下理由并查看"
          onGiven={(reason) => revealing.reveal(askedFor, reason)}
          onClose={() => setAskedFor(undefined)}
        />
      )}
      {recordOpen ? <Gbt31000Dialog state={state} onCorrect={correct} onClose={() => setRecordOpen(false)} /> : null}
      {asked ? (
        <IssueDialog
          state={state}
          paper={asked}
          onClose={() => setAsked(null)}
          onIssue={async () => {
            const kept = await papers.keep(asked);
            setAsked(null);
            afterFocusIsBack(() => setShown(kept));
          }}
        />
      ) : null}
    </Screen>
  );
}
