import type { Database } from '../../../city/db/database.ts';
import type { StreamKind } from '../../../domain/log/action.ts';
import type { VerdictKind } from '../../../domain/sync/verdict.ts';

/** An action as the city's log has it. */
export interface ActionAtCity {
  readonly id: string;
  readonly type: string;
  readonly feed: string;
  readonly streamKind: StreamKind;
  readonly streamId: string;
  readonly streamSequence: number;
  readonly headerHash: string;
  readonly stationId: string;
  readonly verdict: VerdictKind;
  /** Of `stream.granted`: the station that it lets see the stream; else null. */
  readonly grantedTo: string | null;
}

const actionsSql = `SELECT h.id::text AS id, h.type, h.feed, h.stream_kind AS "streamKind",
    h.stream_id::text AS "streamId", h.stream_sequence AS "streamSequence", h.header_hash AS "headerHash",
    h.station_id AS "stationId", coalesce(v.verdict, 'accepted') AS verdict,
    CASE WHEN h.type = 'stream.granted' THEN convert_from(p.payload, 'UTF8')::json ->> 'stationId' END AS "grantedTo"
  FROM action_headers h
  LEFT JOIN action_payloads p ON p.feed = h.feed AND p.position = h.position
  LEFT JOIN LATERAL (SELECT verdict FROM verdicts w WHERE w.feed = h.feed AND w.position = h.position
    ORDER BY w.ordinal DESC LIMIT 1) v ON true
  ORDER BY h.feed, h.position`;

/** All that the city has of all feeds, in their order. */
export const actionsAtCity = (database: Database): Promise<readonly ActionAtCity[]> =>
  database.query<ActionAtCity>(actionsSql);
