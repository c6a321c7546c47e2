import type {
  Hello,
  PulledAction,
  PulledBackfill,
  PulledFeed,
  PullInput,
  PushInput,
  WireAction,
} from '../../contract/sync.ts';
import { penOf, sightChange } from '../../domain/cases/handover.ts';
import type { CenterRef } from '../../domain/cases/handover-actions.ts';
import { reduceCase } from '../../domain/cases/reducer.ts';
import { shippedRules } from '../../domain/cases/rules-in-force.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { type ActionHeader, hashHeader, type StreamKind, sealAction } from '../../domain/log/action.ts';
import type { Json } from '../../domain/log/canonical-json.ts';
import { isFolded, judgeCaseAction, judgeOtherAction, type Verdict } from '../../domain/sync/verdict.ts';
import { sha256Suite } from '../environment.ts';
import type { CityClient } from '../sync/client.ts';
import { accepted } from './stand-in-city.ts';

export const cityVersions = { protocol: 1, oldestProtocol: 1, schema: 1 };
const EPOCH = 'e1';
const CITY_ID = '00000000-0000-7000-8000-0000000c1791';
const decoder = new TextDecoder('utf-8', { fatal: true });

/** A stream as the city has it. */
interface CityStream {
  readonly feed: string;
  sequence: number;
  revision: number;
  state: CaseState | null;
  /** Stations that see what is added. */
  readonly seers: Set<string>;
  /** Stations with an action here that was set aside. */
  readonly setAside: Set<string>;
}

/**
 * For tests only: a city in memory with a feed for each center, which judges by the rules of the field (SYNC-3), shows
 * each center what it may see, and grants the cases that are offered (SYNC-4, SYNC-6). No more of a batch comes at once
 * than `most` actions.
 */
export class JudgingCity {
  readonly feeds = new Map<string, PulledAction[]>();
  readonly streams = new Map<string, CityStream>();
  /** Who sees what others wrote: `station feed position`. */
  readonly #sights = new Set<string>();
  readonly #most: number;
  #own = 0;

  constructor(centers: readonly CenterRef[], most = Number.POSITIVE_INFINITY) {
    this.#most = most;
    for (const { stationId, feed, name } of centers) {
      this.#say('city', { streamKind: 'station', streamId: stationId, type: 'station.enrolled' }, { feed, name });
    }
  }

  /** What has happened to a case, in the order of its stream. */
  history(streamId: string): readonly PulledAction[] {
    const { feed } = this.#stream('case', streamId, '');
    return this.#entries(feed).filter(({ header }) => header.streamId === streamId && header.streamKind === 'case');
  }

  stateOf(caseId: string): CaseState | null {
    return this.streams.get(`case ${caseId}`)?.state ?? null;
  }

  /** The city as one center reaches it. */
  clientOf({ stationId, feed }: Pick<CenterRef, 'stationId' | 'feed'>): CityClient {
    const unused = () => Promise.reject(new Error('not part of this test'));
    return {
      hello: async (): Promise<Hello> => ({
        serverId: CITY_ID,
        epoch: EPOCH,
        versions: cityVersions,
        time: 0,
        nonce: '',
      }),
      push: async (input, _signal, turn) => {
        await turn;
        return this.#push(stationId, feed, input);
      },
      pull: async (input) => this.#pull(stationId, input),
      offer: unused,
      giveBack: unused,
      settle: unused,
      reserve: unused,
    };
  }

  #entries(feed: string): PulledAction[] {
    const entries = this.feeds.get(feed) ?? [];
    this.feeds.set(feed, entries);
    return entries;
  }

  #stream(kind: StreamKind, id: string, feed: string): CityStream {
    const key = `${kind} ${id}`;
    const known = this.streams.get(key);
    if (known) return known;
    const begun = {
      feed,
      sequence: 0,
      revision: 0,
      state: null,
      seers: new Set<string>(),
      setAside: new Set<string>(),
    };
    this.streams.set(key, begun);
    return begun;
  }

  #put(stream: CityStream, wire: WireAction, headerHash: string, said: Verdict): PulledAction {
    const entries = this.#entries(wire.feed);
    stream.sequence += 1;
    const entry = { ...wire, headerHash, position: entries.length + 1, streamSequence: stream.sequence, ...said };
    entries.push(entry);
    return entry;
  }

  /** An action of the city's own. */
  #say(feed: string, action: Pick<ActionHeader, 'streamKind' | 'streamId' | 'type'>, payload: Json): PulledAction {
    this.#own += 1;
    const unsealed = {
      ...action,
      id: `00000000-0000-7000-8000-${(0xc170000 + this.#own).toString(16).padStart(12, '0')}`,
      schemaVersion: 1,
      actorId: CITY_ID,
      stationId: CITY_ID,
      incarnation: 1,
      sequence: this.#own,
      previousHash: 'c'.repeat(64),
      baseRevision: this.#stream(action.streamKind, action.streamId, feed).sequence,
      deviceTime: 1_795_392_000_000,
      clockOffset: null,
    };
    const sealed = sealAction(unsealed, payload, new Uint8Array(16).fill(this.#own % 251), sha256Suite);
    const text = decoder.decode(sealed.payloadBytes);
    const wire = { feed, header: sealed.header, payload: text, salt: Buffer.from(sealed.salt).toString('hex') };
    return this.#put(this.#stream(action.streamKind, action.streamId, feed), wire, sealed.headerHash, accepted);
  }

  #push(stationId: string, home: string, { actions }: PushInput) {
    const answers = actions.map((wire) => {
      const known = this.#entries(wire.feed).find(({ header }) => header.id === wire.header.id);
      const { feed, position, streamSequence, verdict, reason, detail } = known ?? this.#take(stationId, wire);
      return {
        id: wire.header.id,
        known: known !== undefined,
        feed,
        position,
        streamSequence,
        verdict,
        reason,
        detail,
      };
    });
    const end = actions.at(-1)?.header;
    const receipt = {
      stationId,
      incarnation: end?.incarnation ?? 1,
      sequence: end?.sequence ?? 0,
      headerHash: end ? hashHeader(end, sha256Suite) : '',
      epoch: EPOCH,
      at: 0,
      signature: home,
    };
    return { epoch: EPOCH, answers, receipt };
  }

  #take(stationId: string, wire: WireAction): PulledAction {
    const { header, payload } = wire;
    const stream = this.#stream(header.streamKind, header.streamId, wire.feed);
    if (stream.sequence === 0) stream.seers.add(stationId);
    const before = stream.state;
    const hasSetAside = stream.setAside.has(stationId);
    const hasPen = before === null || penOf(before) === stationId;
    const at = { revision: stream.revision, hasPen, hasSetAside };
    const action = { header, payload: payload === null ? null : (JSON.parse(payload) as unknown) };
    const isCase = header.streamKind === 'case';
    const said = isCase ? judgeCaseAction(before, action, at, shippedRules) : judgeOtherAction(action, at);
    const entry = this.#put(stream, wire, hashHeader(header, sha256Suite), said);
    for (const seer of stream.seers) this.#sights.add(`${seer} ${wire.feed} ${entry.position}`);
    this.#sights.add(`${stationId} ${wire.feed} ${entry.position}`);
    if (!isFolded(said.verdict)) {
      stream.setAside.add(stationId);
      return entry;
    }
    stream.revision += 1;
    if (!isCase) return entry;
    stream.state = reduceCase(before, action);
    const change = sightChange(before, stream.state);
    if (change?.ends) stream.seers.delete(change.ends);
    if (change?.begins && !stream.seers.has(change.begins.stationId)) {
      this.#grant(stream, header.streamId, entry.position, change.begins);
    }
    return entry;
  }

  #grant(stream: CityStream, streamId: string, upTo: number, { stationId, feed }: CenterRef): void {
    stream.seers.add(stationId);
    const payload = { stationId, feed: stream.feed, streamKind: 'case', streamId, upTo };
    const { position } = this.#say(feed, { streamKind: 'grant', streamId, type: 'stream.granted' }, payload);
    this.#sights.add(`${stationId} ${feed} ${position}`);
  }

  #pull(stationId: string, { cursors, backfills = [], limits }: PullInput) {
    const most = Math.min(limits.count, this.#most);
    return {
      epoch: EPOCH,
      feeds: cursors.map((cursor) => this.#feedFor(stationId, cursor, most)),
      backfills: backfills.map((past) => this.#pastFor(stationId, past, most)),
    };
  }

  #feedFor(stationId: string, { feed, position: from }: PullInput['cursors'][number], most: number): PulledFeed {
    const entries = this.#entries(feed);
    const seen = entries.filter(
      ({ position }) => position > from && (feed === 'city' || this.#sights.has(`${stationId} ${feed} ${position}`)),
    );
    const actions = seen.slice(0, most);
    const cursor = actions.length === seen.length ? Math.max(entries.length, from) : (actions.at(-1)?.position ?? from);
    return { feed, from, head: entries.length, cursor, mark: `${feed} ${cursor}`, actions };
  }

  #pastFor(stationId: string, past: NonNullable<PullInput['backfills']>[number], most: number): PulledBackfill {
    const { streamKind, streamId, feed } = past;
    if (!this.#stream(streamKind, streamId, feed).seers.has(stationId)) {
      return { ...past, position: past.upTo, actions: [] };
    }
    const all = this.history(streamId).filter(({ position }) => position > past.position);
    const actions = all.slice(0, most);
    const last = actions.at(-1)?.position ?? past.position;
    const isAll = actions.length === all.length;
    const end = isAll
      ? { position: Math.max(past.upTo, last) }
      : { position: last, upTo: Math.max(past.upTo, last + 1) };
    return { ...past, ...end, actions };
  }
}
