import { FormOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { CitizenAsk, Home, WorkItem } from '../../contract/home.ts';
import type { LedgerRow } from '../../contract/ledger.ts';
import { may } from '../../domain/access/permissions.ts';
import { useCenterNow } from '../api/center-clock.ts';
import { queries } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import { useCaseList } from '../cases/case-list.ts';
import { useCalendar } from '../deadlines/use-calendar.ts';
import { Screen } from '../frame/Screen.tsx';
import { useRemembered } from '../frame/screen-memory.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { WaitingErasures } from '../personal-data/WaitingErasures.tsx';
import { useSignedIn } from '../sessions/signed-in.ts';
import { caseName } from '../status/case-name.ts';
import { EmptyState } from '../status/EmptyState.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { AnswersCard } from './AnswersCard.tsx';
import { CITIZENS_COMBO, CitizensCard } from './CitizensCard.tsx';
import { CONFIRMATIONS_COMBO, ConfirmationsCard } from './ConfirmationsCard.tsx';
import { DayCounts } from './DayCounts.tsx';
import { DraftsCard } from './DraftsCard.tsx';
import { ERRANDS_COMBO, ErrandsCard } from './ErrandsCard.tsx';
import { MediatingCard } from './MediatingCard.tsx';
import { NewsCard } from './NewsCard.tsx';
import { OFFERS_COMBO, OffersCard } from './OffersCard.tsx';
import { SetAsideCard } from './SetAsideCard.tsx';
import { WorkList } from './WorkList.tsx';
import { countNotes, groupsOf, selectedIn } from './work-list.ts';
import './home.css';

const ASK_EVERY_MS = 30_000;

/** What waits, what is due, what is over: the page that the desk opens with, and asks for anew every half minute. */
export function WorkHome() {
  const work = useQuery({
    ...queries.home.work.queryOptions(),
    refetchInterval: ASK_EVERY_MS,
    refetchOnMount: 'always',
  });
  if (work.data) return <WorkHomeOf home={work.data} failure={work.error} onRetry={() => void work.refetch()} />;
  return (
    <Screen title="工作台">
      {work.error ? (
        <ErrorNote error={toApiError(work.error)} onRetry={() => void work.refetch()} />
      ) : (
        <Waiting label="正在看有哪些事" />
      )}
    </Screen>
  );
}

interface WorkHomeOfProps {
  readonly home: Home;
  /** The last question failed; what is shown is from before. */
  readonly failure: unknown;
  readonly onRetry: () => void;
}

function WorkHomeOf({ home, failure, onRetry }: WorkHomeOfProps) {
  const [, navigate] = useLocation();
  const openedFrom = useCaseList((state) => state.openedFrom);
  const { roles } = useSignedIn();
  const now = useCenterNow(ASK_EVERY_MS);
  const calendar = useCalendar();
  const [wanted, want] = useRemembered<{ caseId: string; index: number } | null>('home.selected', null);

  // As the groups show them: the keys walk down the page.
  const items = groupsOf(home.items).flatMap((group) => group.items);
  const ids = items.map(({ caseId }) => caseId);
  const selected = selectedIn(ids, wanted);
  const current = selected === null ? undefined : items[selected.index];

  const select = (index: number): void => {
    const caseId = ids[index];
    if (caseId !== undefined) want({ caseId, index });
  };
  const step = (by: 1 | -1) => (): void => select((selected?.index ?? 0) + by);
  const open = (row: Pick<LedgerRow, 'caseId'>, action?: string): void => {
    openedFrom({ path: '/', label: '回工作台', caseIds: ids });
    navigate(`/cases/${row.caseId}${action === undefined ? '' : `?do=${action}`}`);
  };
  const answer = (ask: CitizenAsk): void => open(ask, ask.byStep ? undefined : 'citizen.answered');
  const act = (item: WorkItem): void => open(item, item.next?.action);

  const [firstAsk] = home.citizens;
  const [firstOffer] = home.offers;
  const [firstErrand] = home.errands;
  const [firstConfirmation] = home.confirmations;
  useActionKeys([
    { combo: '↑', label: '选择', repeats: true, run: step(-1) },
    { combo: '↓', label: '选择', repeats: true, run: step(1) },
    { combo: 'Enter', label: '打开', run: () => current && open(current) },
    ...(firstConfirmation
      ? [{ combo: CONFIRMATIONS_COMBO, label: '看将到期的司法确认', run: () => open(firstConfirmation) }]
      : []),
    ...(firstErrand ? [{ combo: ERRANDS_COMBO, label: '看协同督办', run: () => open(firstErrand) }] : []),
    ...(firstAsk ? [{ combo: CITIZENS_COMBO, label: '答复群众', run: () => answer(firstAsk) }] : []),
    ...(firstOffer ? [{ combo: OFFERS_COMBO, label: '看待接收的移交', run: () => open(firstOffer) }] : []),
  ]);

  const registers = may(roles, 'cases.register');
  const register = {
    label: '新登记',
    combo: 'F2',
    icon: <FormOutlined aria-hidden="true" />,
    onRun: () => navigate('/registration'),
  };
  const main = current
    ? {
        label: `${current.next?.label ?? '打开'} ${caseName(current.parties)}`,
        onRun: () => act(current),
      }
    : undefined;

  return (
    <Screen
      title="工作台"
      className="home"
      keys={
        current
          ? [
              { combo: ['↑', '↓'], label: '选择' },
              { combo: 'Enter', label: '打开' },
            ]
          : []
      }
      secondary={registers ? [register] : []}
      {...(main ? { main } : {})}
      notice={failure ? <span className="soon">没有连上，显示的是刚才的内容</span> : null}
    >
      <DayCounts
        counts={home.counts}
        notes={countNotes(items, now, calendar)}
        onGo={(group) => select(items.findIndex((item) => item.group === group))}
      />
      {items.length === 0 ? (
        <section className="card home-empty" aria-label="等我处理的事">
          <EmptyState {...(registers ? { first: { combo: 'F2', label: '登记来访' } } : {})}>
            这里列出等您处理的案件：超期的在最上面，今天到期的其次。现在一件也没有。
          </EmptyState>
        </section>
      ) : (
        <WorkList
          items={items}
          selected={selected?.caseId ?? null}
          now={now}
          calendar={calendar}
          onSelect={(caseId) => select(ids.indexOf(caseId))}
          onOpen={open}
          onAct={act}
        />
      )}
      <aside className="home-side" aria-label="草稿、调解和消息">
        {failure ? <ErrorNote error={toApiError(failure)} onRetry={onRetry} /> : null}
        <SetAsideCard groups={home.setAside} now={now} />
        <AnswersCard answers={home.answers} now={now} />
        <ErrandsCard errands={home.errands} now={now} onOpen={open} />
        <CitizensCard asks={home.citizens} now={now} onAnswer={answer} />
        <ConfirmationsCard rows={home.confirmations} now={now} calendar={calendar} onOpen={open} />
        <WaitingErasures />
        <OffersCard offers={home.offers} now={now} onOpen={open} />
        <DraftsCard drafts={home.drafts} now={now} />
        <MediatingCard rows={home.mediating} now={now} calendar={calendar} onOpen={open} />
        <NewsCard news={home.news} now={now} />
      </aside>
    </Screen>
  );
}
