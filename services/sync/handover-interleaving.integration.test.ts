import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PulledAction } from '../../contract/sync.ts';
import type { CaseActionType } from '../../domain/cases/actions.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { workflowRow } from '../../domain/cases/workflow.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { isFolded } from '../../domain/sync/verdict.ts';
import { type DeskTemplate, newDeskTemplate, type TestDesk } from '../../tests/support/desk.ts';
import { openCase } from '../cases/view.ts';
import { centersFrom } from '../directory/centers.ts';
import { attachFile } from '../files/attach.ts';
import { photoOf } from '../files/testing.ts';
import { rebuildProjections } from '../log/rebuild.ts';
import { cityVersions, JudgingCity } from '../testing/judging-city.ts';
import { seenRevision } from './revision.ts';
import { createRound } from './round.ts';
import { stationRoundStore } from './station.ts';

const FEEDS = ['410105', '410102'] as const;
const NAMES = ['金水区综治中心', '中原区综治中心'] as const;
const never = new AbortController().signal;

const handovers = [
  'handover.offered',
  'handover.accepted',
  'handover.refused',
  'handover.withdrawn',
  'handover.returned',
] as const;
const ordinary = [
  'case.noted',
  'police.reported',
  'case.accepted',
  'case.triaged',
  'case.flagged',
  'file.attached',
] as const;
type Type = (typeof handovers)[number] | (typeof ordinary)[number];

const often: readonly Type[] = [
  ...Array<Type>(3).fill('handover.offered'),
  ...Array<Type>(6).fill('handover.accepted'),
  ...Array<Type>(2).fill('handover.refused'),
  ...Array<Type>(2).fill('handover.returned'),
];

type Step = { readonly do: 'act'; readonly pick: number } | { readonly do: 'sync'; readonly at: 0 | 1 };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('act' as const), pick: fc.nat({ max: 999 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('sync' as const), at: fc.constantFrom(0 as const, 1 as const) }),
  },
);

let templates: readonly DeskTemplate[];
beforeAll(async () => {
  templates = [await newDeskTemplate(), await newDeskTemplate()];
});

/** How often what happened in all histories together: a property of nothing would hold, too. */
const happened = new Map<string, number>();
afterAll(() => happened.clear());
const note = (what: string) => happened.set(what, (happened.get(what) ?? 0) + 1);

interface Center {
  readonly desk: TestDesk;
  readonly stationId: string;
  sync(): Promise<void>;
}

/** What the rule says of a history, by the types and the stations alone. */
class Model {
  /** Centers that the pen went through; the last one has it. */
  path: string[];
  offer: { readonly id: string; readonly to: string } | null = null;
  readonly had: Set<string>;

  constructor(born: string) {
    this.path = [born];
    this.had = new Set(this.path);
  }

  /** One step that counts. Whoever decides has the pen, or answers what it is asked. */
  take({ header, payload }: Pick<PulledAction, 'header' | 'payload'>): void {
    const { type, stationId, id } = header;
    const said = JSON.parse(payload ?? '{}') as {
      readonly to?: { readonly stationId: string };
      readonly offerId?: string;
    };
    if (type === 'handover.accepted') {
      expect(this.offer).toEqual({ id: said.offerId, to: stationId });
      const known = this.path.indexOf(stationId);
      this.path = known < 0 ? [...this.path, stationId] : this.path.slice(0, known + 1);
      this.had.add(stationId);
      this.offer = null;
      return;
    }
    if (type === 'handover.refused') {
      if (this.offer?.id === said.offerId) this.offer = null;
      return;
    }
    // Its bytes come only from who has, or had, the case.
    if (type === 'file.attached') expect(this.had).toContain(stationId);
    if (workflowRow(type as CaseActionType).kind === 'fact') return;
    expect(stationId, `${type} by who has not the pen`).toBe(this.path.at(-1));
    if (type === 'handover.offered') {
      expect(this.offer).toBeNull();
      this.offer = { id, to: said.to?.stationId ?? '' };
    } else if (type === 'handover.withdrawn') {
      expect(this.offer?.id).toBe(said.offerId);
      this.offer = null;
    } else if (type === 'handover.returned') this.path = this.path.slice(0, -1);
  }

  isShownAt(stationId: string): boolean {
    return this.had.has(stationId) || this.offer?.to === stationId;
  }
}

/** What a desk offers by what it knows; hand-overs more often, or a history would be one of notes. */
async function possibleAt(center: Center, caseId: string) {
  const { desk } = center;
  const state = (await desk.store.read(({ cases }) => cases.find(caseId)))?.state;
  if (!state) return [];
  const { offered } = await openCase(desk, desk.manager, caseId);
  const isPossible = (type: Type) =>
    offered.some(({ action, refusal }) => action === type && refusal === null) &&
    !(type === 'case.flagged' && state.flags.length > 0);
  const types = [...often, ...handovers, ...ordinary].filter(isPossible);
  return types.map((type) => ({ desk, state, type }));
}

/** One of all that is possible at either desk: where it is offline, it may come too late. */
async function act(centers: readonly Center[], caseId: string, pick: number): Promise<void> {
  const possible = (await Promise.all(centers.map((center) => possibleAt(center, caseId)))).flat();
  const chosen = possible[pick % possible.length];
  if (!chosen) throw new Error('a note is always possible where the case began');
  const { desk, state, type } = chosen;
  if (type === 'file.attached') await attach(desk, state);
  else await desk.act(desk.manager, caseId, type, await payloadOf(desk, type, state.handover?.offer?.id));
  note(type);
}

async function attach(desk: TestDesk, state: CaseState): Promise<unknown> {
  const baseRevision = await desk.store.read((reads) => seenRevision(reads, state));
  const actionId = desk.environment.newId();
  const input = { actionId, caseId: state.id, baseRevision, kind: 'scene', name: '楼道.jpg' } as const;
  return attachFile(desk, desk.manager, { ...input, bytes: photoOf(actionId) });
}

async function payloadOf(desk: TestDesk, type: Exclude<Type, 'file.attached'>, offerId: string | undefined) {
  const today = toChinaDate(desk.clock.now);
  switch (type) {
    case 'handover.offered': {
      const { here, others } = await desk.store.read(centersFrom);
      return { from: here, to: others[0], reason: '双方都住在那边', toldOn: today, people: {} };
    }
    case 'handover.accepted':
      return { offerId };
    case 'handover.refused':
    case 'handover.withdrawn':
      return { offerId, reason: '写错了中心' };
    case 'handover.returned':
      return { outcome: 'unfinished', report: '没有办完', people: {} };
    case 'case.noted':
      return { note: '当事人来过' };
    case 'police.reported':
      return { department: '派出所', reportedAt: desk.clock.now, note: '可能激化' };
    case 'case.triaged':
      return { route: 'peoples_mediation', complexity: 'simple', urgent: false };
    case 'case.flagged':
      return { flag: 'supervised', reason: '重点' };
    case 'case.accepted':
      return {};
  }
}

/** Two centers and a city live through the steps; at the end all are on line, and agree. */
async function live(steps: readonly Step[]): Promise<void> {
  const desks = await Promise.all(templates.map((template) => template.open()));
  try {
    const refs = await Promise.all(
      desks.map(async ({ store }, index) => ({
        stationId: (await store.read(({ log }) => log.station())).stationId,
        feed: FEEDS[index] ?? FEEDS[0],
        name: NAMES[index] ?? '',
      })),
    );
    const city = new JudgingCity(refs, 5);
    const centers = desks.map((desk, index): Center => {
      const ref = refs[index];
      if (!ref) throw new Error('no such center');
      const store = { ...stationRoundStore(desk, ref), wantedNumbers: async () => null };
      const client = city.clientOf(ref);
      const round = createRound({ store, client, versions: cityVersions, now: () => desk.clock.now });
      return {
        desk,
        stationId: ref.stationId,
        sync: async () => expect(await round(never)).toMatchObject({ outcome: 'complete', failure: null }),
      };
    });
    const [giver, receiver] = centers;
    if (!giver || !receiver) throw new Error('two centers');
    for (const center of centers) await center.sync();
    const { caseId } = await giver.desk.register();

    for (const each of steps) {
      if (each.do === 'sync') await (centers[each.at] ?? giver).sync();
      else await act(centers, caseId, each.pick);
    }
    for (const center of [giver, receiver, giver, receiver]) await center.sync();

    const model = new Model(giver.stationId);
    const history = city.history(caseId);
    for (const action of history) {
      if (isFolded(action.verdict)) model.take(action);
      note(action.verdict);
    }
    const state = city.stateOf(caseId);
    expect(state?.handover?.path.map(({ stationId }) => stationId) ?? [giver.stationId]).toEqual(model.path);
    expect(state?.handover?.offer?.id ?? null).toBe(model.offer?.id ?? null);
    for (const { desk, stationId } of centers) {
      const shown = async () => (await desk.store.read(({ cases }) => cases.find(caseId)))?.state ?? null;
      const expected = model.isShownAt(stationId) ? state : null;
      expect(await shown()).toEqual(expected);
      await rebuildProjections(desk);
      expect(await shown()).toEqual(expected);
      // Everything that was done is at the city, and what does not count waits for a person here.
      const told = await desk.store.read(async ({ sync, log }) => ({
        waiting: await sync.waitingCount(),
        aside: (await sync.needsAttention()).flatMap(({ actions }) => actions.map(({ id }) => id)),
        own: (await log.stream('case', caseId)).filter(({ header }) => header.stationId === stationId),
        backfills: await sync.backfills(),
      }));
      expect([told.waiting, told.backfills]).toEqual([0, []]);
      const own = history.filter(({ header }) => header.stationId === stationId);
      expect(told.own.map(({ header }) => header.id)).toEqual(own.map(({ header }) => header.id));
      const notFolded = own.filter(({ verdict }) => !isFolded(verdict));
      expect(new Set(told.aside)).toEqual(new Set(notFolded.map(({ header }) => header.id)));
    }
    note(`pen at ${model.path.length === 1 ? 'the giver' : 'the receiver'}`);
  } finally {
    for (const desk of desks) await desk.store.remove();
  }
}

test('however two centers offer, answer, take back and work, offline or not, they agree on the case and who has it (SYNC-3, SYNC-4, SYNC-5, SYNC-6)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 14, maxLength: 24 }), (steps) => live(steps)),
    { seed: 2, numRuns: 16 },
  );
  // Each kind of thing came about, and often enough to mean something.
  for (const type of [...handovers, ...ordinary]) expect(happened.get(type) ?? 0, type).toBeGreaterThan(0);
  for (const verdict of ['accepted', 'set_aside', 'held'])
    expect(happened.get(verdict) ?? 0, verdict).toBeGreaterThan(1);
  expect(happened.get('pen at the giver')).toBeGreaterThan(1);
  expect(happened.get('pen at the receiver')).toBeGreaterThan(1);
});
