import { penCenter, penOf } from '../../domain/cases/handover.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { createCalendar } from '../../domain/deadlines/calendar.ts';
import { defaultDeadlineRules } from '../../domain/deadlines/default-rules.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import type { ProjectionRules } from '../../services/cases/project.ts';
import { createRulesCache, type RulesCache } from '../../services/settings/rules.ts';
import type { Transaction } from '../db/database.ts';
import type { ParsedSettings } from '../db/scope.ts';
import { settingsPort } from '../db/settings.ts';
import type { Sender } from './push-log.ts';

/** A station at its home. */
export type StationAt = Pick<Sender, 'feed' | 'stationId'>;

/** Under which rules the rows of a case are made, by who has the pen. */
export type RulesOfPen = (state: Pick<CaseState, 'bornAt' | 'handover'>) => Promise<ProjectionRules>;

/** The rules of the centers as the city knows them. */
export interface CenterRules {
  /** The rules of the center that a station works for; null before its settings have come. */
  known(tx: Transaction, station: StationAt): Promise<ProjectionRules | null>;
  /** Settings were written in this transaction: they are asked for anew. */
  forget(tx: Transaction): void;
  /** Those, or the shipped ones. */
  of(tx: Transaction, station: StationAt): Promise<ProjectionRules>;
  /**
   * For cases of a feed: the rules of the center that has the pen, whose desk says what is due, whoever wrote to the case
   * last. So the rows follow from the log, and a rebuild makes the same (LOG-4). Each center is asked for once.
   */
  ofPens(tx: Transaction, feed: string): RulesOfPen;
}

type CenterIds = ReadonlyMap<string, string | null>;

const centersSql = `SELECT station_id AS "stationId", center_id::text AS "centerId" FROM stations
  WHERE feed = $1 AND station_id = ANY($2::text[])`;

export function createCenterRules(divisions: Directory): CenterRules {
  const parsed = new Map<string, ParsedSettings>();
  const caches = new Map<string, RulesCache>();
  const shipped: ProjectionRules = {
    directory: divisions,
    deadlines: defaultDeadlineRules,
    calendar: createCalendar(),
  };

  /** What was asked for in each transaction that is open. */
  const asked = new WeakMap<Transaction, Map<string, Promise<ProjectionRules | null>>>();

  function known(tx: Transaction, station: StationAt): Promise<ProjectionRules | null> {
    const inTransaction = asked.get(tx) ?? new Map<string, Promise<ProjectionRules | null>>();
    asked.set(tx, inTransaction);
    const key = `${station.feed} ${station.stationId}`;
    const rules = inTransaction.get(key) ?? read(tx, station);
    inTransaction.set(key, rules);
    return rules;
  }

  /** Stations whose centers are asked for in this turn of the event loop, by feed. */
  const asking = new WeakMap<
    Transaction,
    Map<string, { readonly ids: string[]; readonly found: Promise<CenterIds> }>
  >();

  /** The centers that stations work for, of all that are asked for at once in one statement. */
  function centersOf(tx: Transaction, { feed, stationId }: StationAt): Promise<CenterIds> {
    const byFeed = asking.get(tx) ?? new Map<string, { readonly ids: string[]; readonly found: Promise<CenterIds> }>();
    asking.set(tx, byFeed);
    const known = byFeed.get(feed);
    if (known) {
      known.ids.push(stationId);
      return known.found;
    }
    const ids = [stationId];
    const found = Promise.resolve().then(async () => {
      byFeed.delete(feed);
      const rows = await tx.query<{ stationId: string; centerId: string | null }>(centersSql, [feed, ids]);
      return new Map(rows.map((row) => [row.stationId, row.centerId]));
    });
    byFeed.set(feed, { ids, found });
    return found;
  }

  async function read(tx: Transaction, { feed, stationId }: StationAt): Promise<ProjectionRules | null> {
    const centerId = (await centersOf(tx, { feed, stationId })).get(stationId);
    if (!centerId) return null;
    const reader = { stationId: '', incarnation: 1 };
    const stored = await settingsPort({ transaction: tx, feed, station: reader, parsed, centerId }).settings();
    if (!stored) return null;
    const cache = caches.get(centerId) ?? createRulesCache(divisions);
    caches.set(centerId, cache);
    return cache.of(stored);
  }
  const of = async (tx: Transaction, station: StationAt) => (await known(tx, station)) ?? shipped;

  return {
    known,
    forget: (tx) => void asked.delete(tx),
    of,
    ofPens(tx, feed) {
      const asked = new Map<string, Promise<ProjectionRules>>();
      return (state) => {
        // A case that was never offered is at the station of its feed that began it (SYNC-2).
        const station = { feed: penCenter(state)?.feed ?? feed, stationId: penOf(state) };
        const key = `${station.feed} ${station.stationId}`;
        const rules = asked.get(key) ?? of(tx, station);
        asked.set(key, rules);
        return rules;
      };
    },
  };
}
