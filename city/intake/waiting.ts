import { ServiceError } from '../../contract/errors.ts';
import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import type { Environment } from '../../services/environment.ts';
import { readAction } from '../../services/log/append.ts';
import type { Database, Transaction } from '../db/database.ts';
import { createReads } from '../db/ports.ts';
import { currentEpoch } from '../sync/epoch.ts';
import { takePositions } from '../sync/push-log.ts';
import { findStation } from '../sync/station-list.ts';
import { appendSteps, centerOf, offerStep } from './offer.ts';

/** A submission that no center has, nor is asked to take. */
export interface Waiting {
  readonly feed: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly place: string;
  readonly since: number;
  /** Why a center did not take it, the newest; null where none was asked yet. */
  readonly refused: string | null;
}

export interface WaitingSubmissions {
  /** The oldest first. */
  list(): Promise<readonly Waiting[]>;
  /** Asks a center to take one. @throws ServiceError NOT_FOUND; RangeError for a station that is not there */
  offer(caseId: string, feed: string, station: string): Promise<{ readonly center: string }>;
  /** Asks the center of the place for those that were asked of nobody yet, as where it enrolled later. Resolves to how many. */
  offerNew(): Promise<number>;
}

interface WaitingRow extends Omit<Waiting, 'refused'> {
  readonly placeCode: string;
  readonly state: string;
}

const waitingSql = `SELECT c.feed, c.id::text AS "caseId", c.case_number AS "caseNumber", c.place_name AS place,
    c.place_code AS "placeCode",
    c.registered_at AS since, s.state
  FROM cases c JOIN case_states s ON s.feed = c.feed AND s.seq = c.seq
  WHERE c.pen_station = $1 AND c.status = 'registered' AND c.offered_to IS NULL AND ($2::uuid IS NULL OR c.id = $2)
  ORDER BY c.registered_at`;

interface WaitingParts {
  readonly database: Database;
  readonly divisions: Directory;
  readonly environment: Environment;
}

export function createWaiting({ database, ...parts }: WaitingParts): WaitingSubmissions {
  async function rows(tx: Transaction, caseId: string | null = null): Promise<readonly WaitingRow[]> {
    const { serverId } = await currentEpoch(tx);
    return tx.query<WaitingRow>(waitingSql, [serverId, caseId]);
  }

  async function ask(
    caseId: string,
    to: { readonly feed: string; readonly station: string } | null,
  ): Promise<string | null> {
    return database.transaction(async (tx) => {
      const [asked] = await rows(tx, caseId);
      if (!asked) throw notWaiting(caseId);
      const { feed } = asked;
      const found = to && (await findStation(tx, to.feed, to.station));
      if (found && found.revokedAt !== null) throw new RangeError(`${found.feed}「${found.name}」的授权已经撤销`);
      const center = found
        ? {
            stationId: found.stationId,
            feed: found.feed,
            name: found.name,
            ...(found.place ? { place: found.place } : {}),
          }
        : await centerOf(tx, feed, asked.placeCode);
      if (!center) return null;
      for (const each of [...new Set([feed, center.feed])].sort()) await takePositions(tx, each, 0);
      // Of two who ask at once the second finds it asked.
      const [still] = await rows(tx, caseId);
      if (!still) throw notWaiting(caseId);
      const { revision } = JSON.parse(still.state) as CaseState;
      const today = plainDateAt(parts.environment.now());
      const step = offerStep(await currentEpoch(tx), feed, center, today);
      await appendSteps(tx, parts, { feed, caseId, revision }, [step]);
      return center.name;
    });
  }

  return {
    list: () =>
      database.transaction(
        async (tx) => {
          const waiting: Waiting[] = [];
          for (const { state: _, placeCode: __, ...row } of await rows(tx)) {
            waiting.push({ ...row, refused: await refusalOf(tx, row.feed, row.caseId) });
          }
          return waiting;
        },
        { readonly: true },
      ),

    async offer(caseId, feed, station) {
      const center = await ask(caseId, { feed, station });
      if (center === null) throw new RangeError(`${feed} 没有工作站「${station}」`);
      return { center };
    },

    async offerNew() {
      const all = await database.transaction((tx) => rows(tx), { readonly: true });
      const never = all.filter(({ state }) => (JSON.parse(state) as CaseState).handover === null);
      let offered = 0;
      for (const { caseId } of never) if ((await ask(caseId, null)) !== null) offered += 1;
      return offered;
    },
  };
}

async function refusalOf(transaction: Transaction, feed: string, caseId: string): Promise<string | null> {
  const station = { stationId: '', incarnation: 1 };
  const reads = createReads({ transaction, feed, station, parsed: new Map() });
  const refused = (await reads.sync.stream('case', caseId)).findLast(
    ({ header }) => header.type === 'handover.refused',
  );
  if (!refused) return null;
  const payload = readAction(refused).payload as CaseActionPayloads['handover.refused'] | null;
  return payload?.reason ?? '（理由已依法删除）';
}

function notWaiting(caseId: string): ServiceError {
  const detail = `没有等着分派的 ${caseId}：编号不对，或者已经交给中心了。用 --submissions 查看还在等的。`;
  return new ServiceError('NOT_FOUND', { detail });
}
