import { penOf } from '../../domain/cases/handover.ts';
import { shippedRules } from '../../domain/cases/rules-in-force.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import type { ImportCommit } from '../../domain/imports/import.ts';
import type { ErasureOrder } from '../../domain/personal-data/erasure.ts';
import { isFolded } from '../../domain/sync/verdict.ts';
import { projectCase } from '../../services/cases/project.ts';
import type { Environment } from '../../services/environment.ts';
import { applyImportChunk } from '../../services/imports/imports.ts';
import { obeyErasure } from '../../services/log/erase.ts';
import type { Station } from '../../services/log/port.ts';
import type { Writes } from '../../services/ports.ts';
import { timeRules } from '../../services/settings/settings.ts';
import { foldStream } from '../../services/sync/fold.ts';
import { type PlacedCase, SEQS_PER_ACTION, saveCases } from '../db/case-writes.ts';
import type { Transaction } from '../db/database.ts';
import { createWrites } from '../db/ports.ts';
import type { ParsedSettings, Scope } from '../db/scope.ts';
import { eraseRooms } from '../room/rows.ts';
import { createCenterRules, type RulesOfPen, type StationAt } from './center-rules.ts';
import { isAskedFor } from './outsiders.ts';
import type { PlacedAction, Sender } from './push-log.ts';
import type { Streams } from './push-streams.ts';
import { reprojectDeadlines } from './reproject.ts';
import type { Projector } from './take-in.ts';

export interface ProjectorParts {
  readonly divisions: Directory;
  readonly environment: Environment;
  /** The city's own identity in the log. */
  readonly station: Station;
}

/** The city's rows, folded by the same reducers as the centers' (LOG-4). */
export function createProjector({ divisions, environment, station }: ProjectorParts): Projector {
  const parsed = new Map<string, ParsedSettings>();
  const centers = createCenterRules(divisions);
  const scopeOf = (transaction: Transaction, feed: string): Scope => ({ transaction, feed, station, parsed });

  return {
    rulesOf: async (transaction, sender) => (await centers.known(transaction, sender))?.deadlines ?? shippedRules,

    async begin(transaction, feed, sender) {
      const rules = centers.ofPens(transaction, feed);
      // Nearly all of what a station sends is of cases that it has the pen of.
      if (feed === sender.feed) await rules(bornAt(sender));
      return { project: (streams, actions) => project(scopeOf(transaction, feed), rules, sender, streams, actions) };
    },

    async refold(transaction, { feed }, caseId) {
      await saveFolded(scopeOf(transaction, feed), caseId, centers.ofPens(transaction, feed));
    },
  };

  async function project(
    scope: Scope,
    rules: RulesOfPen,
    sender: Sender,
    streams: Streams,
    actions: readonly PlacedAction[],
  ): Promise<void> {
    const isOfCase = ({ wire }: PlacedAction) => wire.header.streamKind === 'case';
    if (actions.every(isOfCase)) return projectCases(scope, streams, rules, actions);
    const writes = createWrites(scope);
    const counted = actions.filter(({ verdict }) => isFolded(verdict.verdict));
    const timeChanged = await projectCenters(scope, writes, sender, counted);
    await projectStaff(writes, counted);
    // The settings may have come just now.
    const hasCenter = streamIds(counted, 'center').size > 0;
    if (hasCenter) centers.forget(scope.transaction);
    const current = hasCenter ? centers.ofPens(scope.transaction, scope.feed) : rules;
    if (timeChanged) await reprojectDeadlines(scope, sender.stationId, await current(bornAt(sender)));
    await projectCases(scope, streams, current, actions);
    for (const action of counted) await obey(scope, writes, action, current);
  }

  /** Whether the rules of time of the sender's center are others now. */
  async function projectCenters(
    scope: Scope,
    writes: Writes,
    sender: Sender,
    actions: readonly PlacedAction[],
  ): Promise<boolean> {
    let timeChanged = false;
    for (const centerId of streamIds(actions, 'center')) {
      const center = await foldStream(writes, environment, 'center', centerId);
      if (!center?.settings) continue;
      const before = await createWrites({ ...scope, centerId }).settings.settings();
      timeChanged ||= before === null || timeRules(before.settings) !== timeRules(center.settings);
      await writes.settings.saveSettings({ centerId, revision: center.revision, settings: center.settings });
      await scope.transaction.query(
        'UPDATE stations SET center_id = $3 WHERE feed = $1 AND station_id = $2 AND center_id IS NULL',
        [sender.feed, sender.stationId, centerId],
      );
    }
    return timeChanged;
  }

  async function projectStaff(writes: Writes, actions: readonly PlacedAction[]): Promise<void> {
    for (const staffId of streamIds(actions, 'staff')) {
      const member = await foldStream(writes, environment, 'staff', staffId);
      if (member) await writes.directory.saveStaff(member);
    }
  }

  /** What an import or an erasure brings with it. */
  async function obey(scope: Scope, writes: Writes, { wire }: PlacedAction, rules: RulesOfPen): Promise<void> {
    const { type, id, stationId } = wire.header;
    if (wire.payload === null) return;
    if (type === 'import.committed') {
      const { chunks } = JSON.parse(wire.payload) as ImportCommit;
      const own = await rules(bornAt({ stationId }));
      for (const chunk of chunks) await applyImportChunk(writes, own, environment, chunk);
    }
    // One that comes back to a restored city may be of before there were requests: then nobody obeys it (LOG-8).
    if (type === 'log.erased' && (await isAskedFor(scope.transaction, scope.feed, wire.header))) {
      const order = JSON.parse(wire.payload) as ErasureOrder;
      await obeyErasure(writes, id, order);
      await eraseRooms(scope.transaction, scope.feed, order.streamId);
      await saveFolded(scope, order.streamId, rules);
    }
  }

  async function saveFolded(scope: Scope, caseId: string, rules: RulesOfPen): Promise<void> {
    const writes = createWrites(scope);
    const state = await foldStream(writes, environment, 'case', caseId);
    if (!state) return;
    await writes.cases.save(projectCase(state, await rules(state)));
    // Where a hand-over was erased, the pen is where the fold says now.
    await scope.transaction.query(penSql, [scope.feed, caseId, penOf(state)]);
  }
}

function streamIds(actions: readonly PlacedAction[], kind: string): ReadonlySet<string> {
  return new Set(actions.filter(({ wire }) => wire.header.streamKind === kind).map(({ wire }) => wire.header.streamId));
}

const penSql = `UPDATE stream_pens SET pen_station = $3
  WHERE feed = $1 AND stream_kind = 'case' AND stream_id = $2 AND pen_station <> $3`;

/** A case as its station registered it. */
const bornAt = ({ stationId }: Pick<StationAt, 'stationId'>) => ({ bornAt: stationId, handover: null });

/** The rows of all touched cases at once. */
async function projectCases(
  scope: Scope,
  streams: Streams,
  rules: RulesOfPen,
  actions: readonly PlacedAction[],
): Promise<void> {
  const last = new Map(actions.map(({ wire, position }) => [wire.header.streamId, position]));
  const placed: PlacedCase[] = [];
  for (const stream of streams.values()) {
    if (stream.kind !== 'case' || !last.has(stream.id) || stream.state === null) continue;
    const seq = stream.seq ?? stream.firstPosition * SEQS_PER_ACTION;
    const projection = projectCase(stream.state, await rules(stream.state));
    placed.push({ seq, lastPosition: last.get(stream.id) ?? 0, projection, before: stream.before });
  }
  if (placed.length > 0) await saveCases(scope, placed);
}
