import type { Database } from '../../../city/db/database.ts';
import { createCityStore } from '../../../city/db/store.ts';
import type { HandoverOffer } from '../../../domain/cases/handover.ts';
import type { CaseState } from '../../../domain/cases/state.ts';
import { systemEnvironment } from '../../../services/environment.ts';
import { readAction } from '../../../services/log/append.ts';
import { caseBeginning, counts, foldCaseAction, inFoldOrder } from '../../../services/sync/fold.ts';
import type { PlacedAction } from '../../../services/sync/port.ts';
import type { ActionAtCity } from './city-actions.ts';

/** Who looks: a station, by its id and its district. */
export interface Seer {
  readonly stationId: string;
  readonly feed: string;
}

/** What is said of one case. */
interface CaseSight {
  readonly state: CaseState | null;
  /** Of each station that ever saw it: the place in the stream behind which it has seen nothing since; null: it sees on. */
  readonly until: ReadonlyMap<string, number | null>;
  /** Whether a station saw the case by all that the city had when the action came. */
  sawThen(actionId: string, stationId: string): boolean;
}

/**
 * Who may see what (SYNC-4, SYNC-6), said by the actions themselves and not by the rows that the city serves from: they are
 * what is checked.
 */
export class Sight {
  readonly #cases: ReadonlyMap<string, CaseSight>;
  readonly #everybodySees: boolean;
  readonly #byId: ReadonlyMap<string, ActionAtCity>;
  readonly #granted: ReadonlySet<string>;

  private constructor(cases: ReadonlyMap<string, CaseSight>, actions: readonly ActionAtCity[], everybodySees: boolean) {
    this.#cases = cases;
    this.#everybodySees = everybodySees;
    this.#byId = new Map(actions.map((action) => [action.id, action]));
    this.#granted = new Set(
      actions.flatMap(({ streamId, grantedTo }) => (grantedTo === null ? [] : [grantOf(streamId, grantedTo)])),
    );
  }

  static async of(database: Database, actions: readonly ActionAtCity[], everybodySees: boolean): Promise<Sight> {
    const cases = new Map<string, CaseSight>();
    for (const [feed, ofFeed] of Map.groupBy(actions, (action) => action.feed)) {
      const ids = new Set(ofFeed.filter(({ streamKind }) => streamKind === 'case').map(({ streamId }) => streamId));
      const scope = createCityStore(database).scope({ feed, station: { stationId: 'check', incarnation: 1 } });
      await scope.read(async (reads) => {
        for (const id of ids) {
          const stream = await reads.sync.stream('case', id);
          cases.set(id, caseSight(stream, await caseBeginning(reads, systemEnvironment, id, inFoldOrder(stream))));
        }
      });
    }
    return new Sight(cases, actions, everybodySees);
  }

  /** Whether the station must have the action as the city has it. */
  mustSee({ stationId, feed }: Seer, action: ActionAtCity): boolean {
    if (action.stationId === stationId || action.feed === 'city') return true;
    if (this.#everybodySees) return action.feed === feed;
    switch (action.streamKind) {
      case 'case':
        return this.#cases.get(action.streamId)?.until.get(stationId) === null;
      case 'grant':
        return action.grantedTo === stationId;
      case 'settling':
        // Whoever wrote what it settles hears of it, also of a case that was taken away meanwhile.
        return this.#byId.get(action.streamId)?.stationId === stationId;
      default:
        return false;
    }
  }

  /** Whether the station may have the action: what it saw before its sight of the case ended stays in its log. */
  maySee(seer: Seer, action: ActionAtCity): boolean {
    if (this.mustSee(seer, action)) return true;
    // What settles an action is for those who saw the case then.
    const settled = action.streamKind === 'settling' ? this.#byId.get(action.streamId) : action;
    if (settled?.streamKind !== 'case') return false;
    const until = this.#cases.get(settled.streamId)?.until.get(seer.stationId);
    // A restored city lost an offer that it had answered by a grant, and judged it otherwise when it came again: the grant,
    // which came back, says that what the station took in between was given to it.
    if (until === undefined) return this.#granted.has(grantOf(settled.streamId, seer.stationId));
    if (until === null || settled.streamSequence <= until) return true;
    // A restored city may get back what ended the sight after the action came: until then it knew no better (SYNC-11).
    return this.#cases.get(settled.streamId)?.sawThen(settled.id, seer.stationId) === true;
  }

  /** The case as the station shows it: null where it was not given to see, or sees it no more. */
  shownAt({ stationId, feed }: Seer, caseId: string, ofFeed: string): CaseState | null {
    const found = this.#cases.get(caseId);
    if (!found) return null;
    const sees = this.#everybodySees ? feed === ofFeed : found.until.get(stationId) === null;
    return sees ? found.state : null;
  }
}

const grantOf = (streamId: string, stationId: string): string => `${streamId} ${stationId}`;

/** Follows who sees a case from action to action, in the order of its stream; one that was registered begins with null. */
function caseSight(stream: readonly PlacedAction[], beginning: CaseState | null): CaseSight {
  let state = beginning;
  const until = new Map<string, number | null>();
  const inOrder = stream.toSorted((one, other) => placeOf(one) - placeOf(other));
  for (const action of inOrder) {
    if (counts(action)) state = foldCaseAction(state, readAction(action));
    const now = seersOf(state);
    for (const seer of now) until.set(seer, null);
    for (const [seer, end] of until) if (end === null && !now.has(seer)) until.set(seer, placeOf(action));
  }
  const sawThen = (actionId: string, stationId: string) => {
    const came = stream.findIndex(({ header }) => header.id === actionId);
    const before = inFoldOrder(stream.slice(0, came));
    return came >= 0 && seersOf(before.map(readAction).reduce(foldCaseAction, beginning)).has(stationId);
  };
  return { state, until, sawThen };
}

const placeOf = ({ place }: PlacedAction): number => place?.streamSequence ?? Number.POSITIVE_INFINITY;

function seersOf(state: CaseState | null): ReadonlySet<string> {
  if (!state) return new Set();
  const { bornAt, handover } = state;
  const offer: HandoverOffer | null = handover?.offer ?? null;
  return new Set([bornAt, ...(handover?.holders ?? []), ...(offer ? [offer.to.stationId] : [])]);
}
