import type { Database } from '../db/database.ts';
import type { Sender } from './push-log.ts';

/** What was noted is written together after so long, in ms. */
const WRITE_AFTER_MS = 1_000;

interface Note {
  readonly stationId: string;
  pushedAt: number | null;
  pulledAt: number | null;
  /** Up to where it was given its home feed. */
  position: number | null;
}

/** In the order of their ids, so that two servers never wait for each other in a circle. */
const writeSql = `UPDATE stations s SET last_push_at = greatest(s.last_push_at, n.pushed_at),
    last_pull_at = greatest(s.last_pull_at, n.pulled_at), pulled_position = coalesce(n.position, s.pulled_position)
  FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[]) n (station_id, pushed_at, pulled_at, position),
    (SELECT station_id FROM stations WHERE feed = $1 AND station_id = ANY($2::text[]) ORDER BY station_id FOR UPDATE) held
  WHERE s.feed = $1 AND s.station_id = n.station_id AND held.station_id = n.station_id`;

/**
 * When stations pushed and pulled last, and how far they came, for those who watch: the list of stations and the metrics.
 * No rule of sync reads it. So nobody waits for it, all stations of a feed are written in one statement about once a
 * second, and a crash forgets what was noted in that second.
 */
export class StationNotes {
  readonly #database: Database;
  readonly #failed: (error: unknown) => void;
  #notes = new Map<string, Map<string, Note>>();
  #timer: NodeJS.Timeout | null = null;

  constructor(database: Database, failed: (error: unknown) => void) {
    this.#database = database;
    this.#failed = failed;
  }

  pushed(sender: Sender, at: number): void {
    this.#noteOf(sender).pushedAt = at;
  }

  /** `position`: where its cursor of its home feed stands now; null where it asked for other feeds only. */
  pulled(sender: Sender, at: number, position: number | null): void {
    const note = this.#noteOf(sender);
    note.pulledAt = at;
    note.position = position ?? note.position;
  }

  /** Writes what was noted. Never throws: what could not be written is told, and forgotten. */
  async write(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const notes = this.#notes;
    this.#notes = new Map();
    for (const [feed, ofFeed] of notes) {
      const all = [...ofFeed.values()];
      const values = [
        feed,
        all.map(({ stationId }) => stationId),
        all.map(({ pushedAt }) => pushedAt),
        all.map(({ pulledAt }) => pulledAt),
        all.map(({ position }) => position),
      ];
      await this.#database.query(writeSql, values).catch(this.#failed);
    }
  }

  #noteOf({ feed, stationId }: Sender): Note {
    const ofFeed = this.#notes.get(feed) ?? new Map<string, Note>();
    this.#notes.set(feed, ofFeed);
    const note = ofFeed.get(stationId) ?? { stationId, pushedAt: null, pulledAt: null, position: null };
    ofFeed.set(stationId, note);
    this.#timer ??= setTimeout(() => void this.write(), WRITE_AFTER_MS).unref();
    return note;
  }
}
