import type { CitizenAsk, Home, IncomingOffer, WorkItem } from '../../contract/home.ts';
import { holdsAny } from '../../domain/access/roles.ts';
import type { CaseSight } from '../../domain/access/sight.ts';
import { type CaseActionType, caseActionSchemas } from '../../domain/cases/actions.ts';
import { citizenWordName, wordsOwedAnswer } from '../../domain/cases/citizen.ts';
import { penCenter } from '../../domain/cases/handover.ts';
import { nextSteps } from '../../domain/cases/next-steps.ts';
import { type CaseStatus, caseStatus, openStatuses } from '../../domain/cases/status.ts';
import { workflowRow } from '../../domain/cases/workflow.ts';
import { endOfChinaDay, toChinaDate } from '../../domain/deadlines/china-time.ts';
import { directionName, directionOf } from '../../domain/directory/levels.ts';
import { answerDeadline } from '../../domain/intake/answer-deadline.ts';
import { settlingRefusal, settlingRules } from '../../domain/sync/settling.ts';
import { requireSight } from '../access/seen-case.ts';
import { runningAnswer } from '../cases/project.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { staffNames } from '../directory/staff-names.ts';
import { ledgerRow } from '../ledger/ledger.ts';
import type { LedgerStoreRow } from '../ledger/port.ts';
import type { Reads } from '../ports.ts';
import { waitingErrands } from './errands.ts';
import type { CityAnswer, HomeReads } from './port.ts';

const MAX_ITEMS = 150;
const MAX_NEWS = 12;
/** The papers must be made and both sides called in before the last day (民事诉讼法 205). */
const CONFIRMATIONS_AHEAD_MS = 10 * 86_400_000;

/** What waits for this person, what is due today and what is over: the page that the desk opens with. */
export async function homeOf({ store, environment, rules }: Dependencies, caller: Caller): Promise<Home> {
  const within = requireSight(caller, 'home.work');
  const now = environment.now();
  const endOfToday = endOfChinaDay(toChinaDate(now));
  const seesAll = holdsAny(caller, ['clerk', 'manager', 'head']);
  const mediatorId = seesAll ? null : caller.staffId;
  const answers = holdsAny(caller, workflowRow('handover.accepted').roles);
  const steps = nextSteps.filter(({ roles }) => holdsAny(caller, roles));
  const statuses = [...new Set(steps.map(({ status }) => status))];

  if (within.kind === 'some') return store.read((reads) => homeWithin(reads, caller, within, now));
  return store.read(async (reads) => {
    const names = await staffNames(reads);
    const rows = await reads.home.work({ statuses, mediatorId, limit: MAX_ITEMS });
    const mediating = await reads.home.work({ statuses: ['mediating'], mediatorId, limit: 6 });
    const confirmations = await reads.home.confirmations({
      mediatorId,
      from: now,
      until: now + CONFIRMATIONS_AHEAD_MS,
      limit: MAX_NEWS,
    });
    const news = await reads.home.news({ mediatorId, limit: MAX_NEWS });
    return {
      now,
      counts: await reads.home.counts({ statuses, mediatorId, now, endOfToday }),
      items: rows.map((row): WorkItem => {
        const group = groupOf(row, now, endOfToday);
        return { ...ledgerRow(row, names), group, step: caseStatus(row.status).name, next: nextOf(row.status) };
      }),
      offers: answers ? await incomingOffers(reads) : [],
      errands: await waitingErrands(reads, caller, { now, mediatorId, timeRules: await rules.current(reads.settings) }),
      citizens: answers ? await citizenAsks(reads) : [],
      drafts: await reads.drafts.list(caller.staffId, {}),
      confirmations: confirmations.map((row) => ledgerRow(row, names)),
      mediating: mediating.map((row) => ledgerRow(row, names)),
      setAside: setAsideGroups(await reads.home.setAside(), caller),
      answers: answerGroups(await reads.home.answered(caller.staffId)),
      news: news.map(({ at, caseId, type, actorId, partiesText }) => ({
        at,
        caseId,
        text: `${partiesText}：${names.get(actorId) ?? ''}${labelOf(type)}`,
      })),
    };
  });

  /** What other centers offer, the one that is to be answered first at the top. */
  async function incomingOffers(reads: Reads): Promise<readonly IncomingOffer[]> {
    const timeRules = await rules.current(reads.settings);
    const offers: IncomingOffer[] = [];
    for (const caseId of await reads.home.offered()) {
      const found = await reads.cases.find(caseId);
      const offer = found?.state.handover?.offer;
      if (!found || !offer) continue;
      const { state, title, partiesText: parties } = found;
      offers.push({
        caseId,
        caseNumber: state.caseNumber,
        title,
        parties,
        from: penCenter(state)?.name ?? '',
        direction: directionName(directionOf(penCenter(state) ?? offer.to, offer.to)),
        reason: offer.reason,
        offeredAt: offer.offeredAt,
        answerBy: runningAnswer(state, timeRules),
      });
    }
    return offers.toSorted((one, other) => one.offeredAt - other.offeredAt);
  }

  /** What citizens said and the desk owes an answer to: complaints go back to the desk that accepts. */
  async function citizenAsks(reads: Reads): Promise<readonly CitizenAsk[]> {
    const timeRules = await rules.current(reads.settings);
    const asks: CitizenAsk[] = [];
    for (const caseId of await reads.home.citizensWaiting({ limit: MAX_NEWS })) {
      const found = await reads.cases.find(caseId);
      for (const word of found ? wordsOwedAnswer(found.state) : []) {
        asks.push({
          caseId,
          caseNumber: found?.state.caseNumber ?? '',
          parties: found?.partiesText ?? '',
          what: citizenWordName(word),
          byStep: word.kind === 'message',
          words: word.words ?? '',
          at: word.at,
          answerBy: {
            limitId: 'citizen_answer',
            name: '答复',
            startAt: word.at,
            ...answerDeadline(word.at, timeRules.deadlines, timeRules.calendar),
          },
        });
      }
    }
    return asks.toSorted((one, other) => one.at - other.at);
  }

  function nextOf(status: CaseStatus): WorkItem['next'] {
    const step = steps.find((each) => each.status === status);
    return step ? { action: step.action, label: workflowRow(step.action).label } : null;
  }
}

/** For whoever sees a part of the cases only: the open ones among them, of which others do the next step. */
async function homeWithin(reads: Reads, caller: Caller, within: CaseSight, now: number): Promise<Home> {
  const endOfToday = endOfChinaDay(toChinaDate(now));
  const names = await staffNames(reads);
  const open = { within, statuses: [...openStatuses] };
  const sort = { column: 'dueAt', direction: 'asc' } as const;
  const rows = await reads.ledger.page({ filter: open, sort, offset: 0, limit: MAX_ITEMS, now });
  const items = rows.map(
    (row): WorkItem => ({
      ...ledgerRow(row, names),
      group: groupOf(row, now, endOfToday),
      step: caseStatus(row.status).name,
      next: null,
    }),
  );
  const count = (group: WorkItem['group']): number => items.filter((item) => item.group === group).length;
  return {
    now,
    counts: { overdue: count('overdue'), today: count('today'), waiting: count('waiting') },
    items,
    offers: [],
    errands: [],
    citizens: [],
    drafts: await reads.drafts.list(caller.staffId, {}),
    mediating: [],
    confirmations: [],
    setAside: [],
    answers: [],
    news: [],
  };
}

function groupOf({ dueAt }: Pick<LedgerStoreRow, 'dueAt'>, now: number, endOfToday: number): WorkItem['group'] {
  if (dueAt === null || dueAt > endOfToday) return 'waiting';
  return dueAt < now ? 'overdue' : 'today';
}

/** One group for each case, by the author of its first step. */
function setAsideGroups(rows: Awaited<ReturnType<HomeReads['setAside']>>, caller: Caller): Home['setAside'] {
  const groups = [...Map.groupBy(rows, ({ caseId }) => caseId).values()];
  return groups.flatMap((steps) => {
    const [first] = steps;
    if (!first || settlingRefusal('settling.withdrawn', first.actorId, caller) !== null) return [];
    const { caseId, caseNumber, partiesText: parties, at, type } = first;
    return [{ caseId, caseNumber, parties, label: labelOf(type), at, steps: steps.length }];
  });
}

/** One line for each case; where the city did some steps and not others, the first is told. */
function answerGroups(rows: readonly CityAnswer[]): Home['answers'] {
  return [...Map.groupBy(rows, ({ caseId }) => caseId).values()].flatMap((steps) => {
    const [first] = steps;
    if (!first) return [];
    const { caseId, partiesText: parties, type, answeredAt: at } = first;
    const answer = settlingRules.find((rule) => rule.type === first.settlingType)?.name ?? '';
    return [{ caseId, parties, label: labelOf(type), answer, at, steps: steps.length }];
  });
}

/** What the button says; of a type that this version does not know, that it is one. */
function labelOf(type: string): string {
  return Object.hasOwn(caseActionSchemas, type) ? workflowRow(type as CaseActionType).label : '由新版程序记下的一步';
}
