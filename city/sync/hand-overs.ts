import { ServiceError } from '../../contract/errors.ts';
import type { RulesInForce } from '../../domain/cases/rules-in-force.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import type { Action, StreamKind } from '../../domain/log/action.ts';
import type { Json } from '../../domain/log/canonical-json.ts';
import { type VerdictReason, verdictReason } from '../../domain/sync/reasons.ts';
import { plannedVerdicts } from '../../domain/sync/resend.ts';
import { SETTLING_SCHEMA_VERSION, settlingSchemas } from '../../domain/sync/settling.ts';
import { isFolded, type Verdict } from '../../domain/sync/verdict.ts';
import type { Environment } from '../../services/environment.ts';
import { type NewAction, readAction } from '../../services/log/append.ts';
import type { Reads } from '../../services/ports.ts';
import { actionLabel, recordName } from '../../services/sync/action-words.ts';
import { settlingOf } from '../../services/sync/set-aside.ts';
import type { Database, Transaction } from '../db/database.ts';
import { createReads } from '../db/ports.ts';
import { currentEpoch } from './epoch.ts';
import { appendOwn } from './own-chain.ts';
import { createProjector } from './projector.ts';
import { type Sender, takePositions } from './push-log.ts';
import type { Projector } from './take-in.ts';

/** Steps that a center left to the city (交市平台处理): the first that was set aside, and those held behind it. */
export interface HandedOver {
  /** Of the first step; names the whole. */
  readonly id: string;
  readonly feed: string;
  /** Who left it: the station's name, or its id where the city does not know it any more. */
  readonly station: string;
  readonly record: string;
  /** Null where it is no case, or one without a number. */
  readonly caseNumber: string | null;
  /** What was done, in words, without a word of the case. */
  readonly steps: readonly string[];
  readonly reason: string;
  /** What the center wrote to the city; null where it was erased. */
  readonly note: string | null;
  /** When it was handed over, by the clock of the center, in ms. */
  readonly since: number;
}

/** The city's answer to one {@link HandedOver}. */
export interface HandOverAnswer {
  readonly id: string;
  readonly decidedBy: string;
}

/** What became of the steps, in words: those that were done anew, and those that were not. */
export interface Answered {
  readonly taken: readonly string[];
  readonly declined: readonly string[];
}

export interface HandOvers {
  /** What waits for the city's answer, the oldest first. */
  list(): Promise<readonly HandedOver[]>;
  /**
   * The steps are done anew by the city, each in its author's name, on the case as it is (SYNC-3). Of those behind the
   * first, what cannot be done now is declined with the reason.
   * @throws ServiceError NOT_FOUND; NOT_POSSIBLE_NOW where the first cannot be done now: nothing has changed.
   */
  approve(answer: HandOverAnswer): Promise<Answered>;
  /** The steps stay as they are, for which the words say why. @throws ServiceError NOT_FOUND */
  decline(answer: HandOverAnswer & { readonly words: string }): Promise<Answered>;
}

interface StepRow {
  readonly feed: string;
  readonly stationId: string;
  readonly streamKind: StreamKind;
  readonly streamId: string;
  readonly id: string;
  readonly type: string;
  readonly since: number;
  readonly verdict: Verdict['verdict'];
  readonly reason: VerdictReason | null;
}

const openSql = `SELECT a.feed, a.station_id AS "stationId", a.stream_kind AS "streamKind", a.stream_id::text AS "streamId",
    h.id::text AS id, h.type, a.settled_at AS since, v.verdict, v.reason
  FROM set_asides a
  JOIN action_headers h ON h.feed = a.feed AND h.position = a.position
  JOIN LATERAL (SELECT w.verdict, w.reason FROM verdicts w WHERE w.feed = a.feed AND w.position = a.position
    ORDER BY w.ordinal DESC LIMIT 1) v ON true
  WHERE a.settled_way = 'handed_over' AND ($1::text IS NULL OR a.feed = $1)
  ORDER BY a.feed, a.station_id, a.stream_kind, a.stream_id, h.stream_sequence`;

type Group = readonly [StepRow, ...StepRow[]];

/** A group begins with what was set aside; what is held behind it follows. */
async function openGroups({ query }: Pick<Transaction, 'query'>, feed: string | null): Promise<readonly Group[]> {
  const groups: [StepRow, ...StepRow[]][] = [];
  for (const row of await query<StepRow>(openSql, [feed])) {
    const last = groups.at(-1);
    if (last && row.verdict === 'held' && last[0].streamId === row.streamId && last[0].stationId === row.stationId)
      last.push(row);
    else groups.push([row]);
  }
  return groups;
}

const readsOf = (transaction: Transaction, feed: string): Reads =>
  createReads({ transaction, feed, station: { stationId: '', incarnation: 1 }, parsed: new Map() });

interface HandOverParts {
  readonly database: Database;
  readonly environment: Environment;
  readonly divisions: Directory;
}

export function createHandOvers({ database, environment, divisions }: HandOverParts): HandOvers {
  async function describe(tx: Transaction, group: Group): Promise<HandedOver> {
    const [{ id, feed, stationId, streamKind, streamId, reason, since }] = group;
    const reads = readsOf(tx, feed);
    const [station] = await tx.query<{ name: string }>('SELECT feed, name FROM stations WHERE station_id = $1', [
      stationId,
    ]);
    const found = streamKind === 'case' ? await reads.cases.find(streamId) : null;
    return {
      id,
      feed,
      station: station?.name ?? stationId,
      record: recordName(streamKind),
      caseNumber: found?.state.caseNumber ?? null,
      steps: group.map(({ type }) => actionLabel(type)),
      reason: verdictReason(reason ?? 'not_possible').text,
      note: (await settlingOf(reads, id))?.note ?? null,
      since,
    };
  }

  /**
   * Answers one group in one transaction. The row of the feed is held from before the group is read: of two who answer at
   * once the second finds it answered.
   */
  async function answer(
    { id, decidedBy }: HandOverAnswer,
    planOf: (tx: Transaction, group: Group, rules: RulesInForce) => Promise<readonly (NewAction<Json> | string)[]>,
  ): Promise<Answered> {
    return database.transaction(async (tx) => {
      const asked = (await openGroups(tx, null)).find((group) => group.some((step) => step.id === id));
      if (!asked) throw notOpen(id);
      const { feed } = asked[0];
      const identity = await currentEpoch(tx);
      await takePositions(tx, feed, 0);
      const group = (await openGroups(tx, feed)).find((each) => each.some((step) => step.id === id));
      if (!group) throw notOpen(id);
      const station = { stationId: identity.serverId, incarnation: identity.epoch };
      const author = await authorOf(tx, group[0]);
      const projector = underRulesOf(author, createProjector({ divisions, environment, station }));
      const plan = await planOf(tx, group, await projector.rulesOf(tx, author));
      const settlings = group.map((step, index) => settlingFor(step, plan[index] ?? '', decidedBy));
      const anew = plan.filter((each) => typeof each !== 'string');
      // As a center sends a group anew: what settles it stands before what is done in its place.
      await appendOwn(tx, { environment, projector, identity }, feed, [...settlings, ...anew]);
      const words = (isTaken: boolean) =>
        group.flatMap(({ type }, index) => ((typeof plan[index] === 'string') === isTaken ? [] : [actionLabel(type)]));
      return { taken: words(true), declined: words(false) };

      function settlingFor(step: StepRow, planned: NewAction<Json> | string, by: string): NewAction<Json> {
        const declines = typeof planned === 'string';
        return {
          id: environment.newId(),
          streamKind: 'settling',
          streamId: step.id,
          type: declines ? 'settling.declined' : 'settling.approved',
          schemaVersion: SETTLING_SCHEMA_VERSION,
          payload: declines
            ? settlingSchemas['settling.declined'].parse({ words: planned, decidedBy: by })
            : settlingSchemas['settling.approved'].parse({ resentAs: planned.id, decidedBy: by }),
          actorId: identity.serverId,
          // The one before it is that of the center, which handed it over.
          baseRevision: 1,
        };
      }
    });
  }

  return {
    list: () =>
      database.transaction(
        async (tx) => {
          const found: HandedOver[] = [];
          for (const group of await openGroups(tx, null)) found.push(await describe(tx, group));
          return found.toSorted((one, other) => one.since - other.since);
        },
        { readonly: true },
      ),

    decline: ({ words, ...given }) => answer(given, async (_, group) => group.map(() => words)),

    approve: (given) =>
      answer(given, async (tx, group, rules) => {
        const [{ feed, streamKind, streamId, type }] = group;
        if (streamKind !== 'case') {
          throw notPossible(`${recordName(streamKind)}由本中心自己改，市里不能代办，只能答复不采纳（--decline）。`);
        }
        const reads = readsOf(tx, feed);
        const state = (await reads.cases.find(streamId))?.state;
        if (!state) throw notPossible('市里没有这件案子的开头，不能补办。');
        const steps: Action<unknown>[] = [];
        for (const { id } of group) {
          const stored = await reads.log.find(id);
          if (stored) steps.push(readAction(stored));
        }
        const verdicts = plannedVerdicts(state, steps, rules, environment.now());
        const plan = planned(steps, verdicts, state.revision, environment);
        if (typeof plan[0] === 'string') throw notPossible(`「${actionLabel(type)}」${plan[0]}没有改动任何内容。`);
        return plan;
      }),
  };
}

/** Each step as it will be done anew, or why it will not. */
function planned(
  steps: readonly Action<unknown>[],
  verdicts: readonly Verdict[],
  revision: number,
  { newId }: Pick<Environment, 'newId'>,
): readonly (NewAction<Json> | string)[] {
  let before = revision;
  return steps.map(({ header, payload }, index) => {
    const verdict = verdicts[index];
    if (!verdict || !isFolded(verdict.verdict)) {
      const why = verdict?.detail ?? verdictReason(verdict?.reason ?? 'not_possible').text;
      return `按现在的情况不能补办：${why.replace(/。$/, '')}。`;
    }
    const { streamKind, streamId, type, schemaVersion, actorId } = header;
    const action = { id: newId(), streamKind, streamId, type, schemaVersion, actorId, baseRevision: before };
    before += 1;
    return { ...action, payload: payload as Json };
  });
}

/** The station that handed it over, at its home: a case may belong to another district than its author. */
async function authorOf({ query }: Transaction, { stationId, feed }: StepRow): Promise<Sender> {
  const [home] = await query<Sender>(
    'SELECT feed, station_id AS "stationId", incarnation FROM stations WHERE station_id = $1 ORDER BY feed = $2 DESC',
    [stationId, feed],
  );
  return home ?? { feed, stationId, incarnation: 1 };
}

/** What the city does in a center's name is judged, and its rows are made, under that center's rules. */
function underRulesOf(author: Sender, projector: Projector): Projector {
  return {
    rulesOf: (tx) => projector.rulesOf(tx, author),
    begin: (tx, feed) => projector.begin(tx, feed, author),
    refold: (tx, _, caseId) => projector.refold(tx, author, caseId),
  };
}

function notOpen(id: string): ServiceError {
  const detail = `没有等着市里定的 ${id}：编号不对，或者已经答复过了。用 --handed-over 查看还在等的。`;
  return new ServiceError('NOT_FOUND', { detail });
}

const notPossible = (detail: string): ServiceError => new ServiceError('NOT_POSSIBLE_NOW', { detail });
