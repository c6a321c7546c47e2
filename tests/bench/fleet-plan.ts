import {
  foldGenerated,
  type GeneratedCase,
  generateCase,
  type SampleWorld,
} from '../../center/sample/generate-case.ts';
import { officeTime } from '../../center/sample/office-time.ts';
import { placeDraw } from '../../center/sample/places.ts';
import { randomOf } from '../../center/sample/random.ts';
import type { WireAction } from '../../contract/sync.ts';
import { CASE_SCHEMA_VERSION } from '../../domain/cases/actions.ts';
import { createCalendar } from '../../domain/deadlines/calendar.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { defaultDeadlineRules } from '../../domain/deadlines/default-rules.ts';
import type { Directory, Place } from '../../domain/directory/divisions.ts';
import { sealAction } from '../../domain/log/action.ts';
import type { Json } from '../../domain/log/canonical-json.ts';
import { sha256Suite } from '../../services/environment.ts';

const SEED = 3_461;
/** Cases that one station may have in the numbering of generated ones. */
const CASES_PER_STATION = 1_000;

/** A station of the fleet: who it is, and the code by which it enrols. */
export interface FleetSeat {
  readonly index: number;
  readonly place: Place;
  readonly feed: string;
  readonly stationId: string;
  readonly code: string;
}

/**
 * The city's areas, then their streets, then communities and villages, up to so many. `from` is the index of the first:
 * fleets of one server have none in common.
 */
export function fleetSeats(divisions: Directory, stations: number, from = 0): readonly FleetSeat[] {
  const { areas, streets, villages } = divisions;
  // An area that the statistics bureau does not count has no six digits of its own.
  const feeds = new Map(areas.map(({ code }, at) => [code, /^\d{6}$/.test(code) ? code : String(410_190 + at)]));
  const places = [...areas, ...streets, ...villages];
  return Array.from({ length: stations }, (_, nth) => {
    const index = from + nth;
    const place = places[nth % places.length];
    const feed = place && feeds.get(place.managingArea.code);
    if (!place || feed === undefined) throw new Error('there are no places in these divisions');
    const stationId = randomOf(SEED, index).uuid(1_790_000_000_000 + index);
    return { index, place, feed, stationId, code: `${feed}-FLEET-${index}` };
  });
}

/** The day's work of one station as it will be sent, sealed and chained: whole cases, until there are enough actions. */
export function dayOf(
  divisions: Directory,
  { index, place, feed, stationId }: FleetSeat,
  actions: number,
): WireAction[] {
  const random = randomOf(SEED, 100_000 + index);
  const staffId = random.uuid(1_790_000_000_000);
  const calendar = createCalendar();
  const world: SampleWorld = {
    places: drawOf(divisions, place.managingArea.code),
    office: officeTime(calendar),
    calendar,
    deadlines: defaultDeadlineRules,
    now: 1_795_000_000_000,
    clerkId: staffId,
    managerId: staffId,
    mediatorIds: [staffId],
  };
  const wires: WireAction[] = [];
  let previousHash = '';
  for (let at = 0; wires.length < actions; at += 1) {
    for (const act of actsOf(generateCase(SEED, index * CASES_PER_STATION + at, world), `${index}-${at}`)) {
      if (wires.length >= actions) break;
      const unsealed = {
        id: random.uuid(act.at),
        streamKind: 'case' as const,
        streamId: act.caseId,
        type: act.type,
        schemaVersion: CASE_SCHEMA_VERSION,
        actorId: staffId,
        stationId,
        incarnation: 1,
        sequence: wires.length + 1,
        previousHash,
        baseRevision: act.revision,
        deviceTime: act.at,
        clockOffset: null,
      };
      const salt = Uint8Array.from({ length: 16 }, () => random.int(0, 255));
      const sealed = sealAction(unsealed, act.payload, salt, sha256Suite);
      previousHash = sealed.headerHash;
      wires.push({
        feed,
        header: sealed.header,
        payload: Buffer.from(sealed.payloadBytes).toString(),
        salt: Buffer.from(salt).toString('hex'),
      });
    }
  }
  return wires;
}

const draws = new Map<string, SampleWorld['places']>();

function drawOf(divisions: Directory, areaCode: string): SampleWorld['places'] {
  const draw = draws.get(areaCode) ?? placeDraw(divisions, areaCode);
  draws.set(areaCode, draw);
  return draw;
}

interface PlannedAct {
  readonly caseId: string;
  readonly type: string;
  readonly at: number;
  readonly revision: number;
  readonly payload: Json;
}

/** What happens to a case, without its papers: those are files. */
function actsOf(generated: GeneratedCase, number: string): readonly PlannedAct[] {
  const { caseId, registeredAt, registration } = generated;
  const registered = {
    registration,
    caseNumber: `演练〔2026〕${number}`,
    queryCode: foldGenerated(generated).queryCode,
    receivedOn: toChinaDate(registeredAt),
  };
  const acts = generated.acts.flatMap(({ at, act }) =>
    act.kind === 'action' && act.action.type !== 'case.archived' ? [{ at, ...act.action }] : [],
  );
  const all = [{ at: registeredAt, type: 'case.registered', payload: registered }, ...acts];
  // Payloads of the contract are JSON; their interfaces have no index signature to say so.
  return all.map(({ at, type, payload }, revision) => ({
    caseId,
    type,
    at,
    revision,
    payload: payload as unknown as Json,
  }));
}
