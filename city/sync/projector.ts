import { ServiceError } from '../../contract/errors.ts';
import { shippedRules } from '../../domain/cases/rules-in-force.ts';
import { createCalendar } from '../../domain/deadlines/calendar.ts';
import { defaultDeadlineRules } from '../../domain/deadlines/default-rules.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import type { ImportCommit } from '../../domain/imports/import.ts';
import type { HashSuite } from '../../domain/log/action.ts';
import { isFolded } from '../../domain/sync/verdict.ts';
import { type ProjectionRules, projectCase } from '../../services/cases/project.ts';
import type { Environment } from '../../services/environment.ts';
import { applyImportChunk } from '../../services/imports/imports.ts';
import { type ErasureOrder, obeyErasure } from '../../services/log/erase.ts';
import type { Station } from '../../services/log/port.ts';
import type { Writes } from '../../services/ports.ts';
import { createRulesCache, type RulesCache } from '../../services/settings/rules.ts';
import { timeRules } from '../../services/settings/settings.ts';
import { chunkRows } from '../../services/sync/chunk-rows.ts';
import { foldStream } from '../../services/sync/fold.ts';
import { type PlacedCase, SEQS_PER_ACTION, saveCases } from '../db/case-writes.ts';
import type { Transaction } from '../db/database.ts';
import { createWrites } from '../db/ports.ts';
import type { ParsedSettings, Scope } from '../db/scope.ts';
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
  const caches = new Map<string, RulesCache>();
  const shipped: ProjectionRules = {
    directory: divisions,
    deadlines: defaultDeadlineRules,
    calendar: createCalendar(),
  };

  async function scopeOf(
    transaction: Transaction,
    feed: string,
    sender: Sender,
  ): Promise<Scope & { centerId: string }> {
    const [row] = await transaction.query<{ centerId: string | null }>(
      'SELECT center_id::text AS "centerId" FROM stations WHERE feed = $1 AND station_id = $2',
      [sender.feed, sender.stationId],
    );
    return { transaction, feed, station, parsed, centerId: row?.centerId ?? '' };
  }

  /** The center's own rules; the shipped ones before its settings have come. */
  async function rulesAt(scope: Scope & { centerId: string }): Promise<ProjectionRules> {
    if (scope.centerId === '') return shipped;
    const stored = await createWrites(scope).settings.settings();
    if (!stored || stored.centerId !== scope.centerId) return shipped;
    const cache = caches.get(scope.centerId) ?? createRulesCache(divisions);
    caches.set(scope.centerId, cache);
    return cache.of(stored);
  }

  return {
    async rulesOf(transaction, sender) {
      const scope = await scopeOf(transaction, sender.feed, sender);
      return scope.centerId === '' ? shippedRules : (await rulesAt(scope)).deadlines;
    },

    async begin(transaction, feed, sender) {
      const scope = await scopeOf(transaction, feed, sender);
      const rules = await rulesAt(scope);
      return { project: (streams, actions) => project(scope, rules, sender, streams, actions) };
    },

    async refold(transaction, sender, caseId) {
      const scope = await scopeOf(transaction, sender.feed, sender);
      await saveFolded(createWrites(scope), caseId, await rulesAt(scope));
    },
  };

  async function project(
    scope: Scope & { centerId: string },
    rules: ProjectionRules,
    sender: Sender,
    streams: Streams,
    actions: readonly PlacedAction[],
  ): Promise<void> {
    const isOfCase = ({ wire }: PlacedAction) => wire.header.streamKind === 'case';
    if (actions.every(isOfCase)) return projectCases(scope, streams, rules, actions);
    const writes = createWrites(scope);
    const counted = actions.filter(({ verdict }) => isFolded(verdict.verdict));
    await keepImportRows(writes, environment.suite, actions);
    const timeChanged = await projectCenters(scope, writes, sender, counted);
    await projectStaff(writes, counted);
    // The settings may have come just now.
    const current =
      streamIds(counted, 'center').size === 0
        ? rules
        : await rulesAt(await scopeOf(scope.transaction, scope.feed, sender));
    if (timeChanged) await reprojectDeadlines(scope, sender.stationId, current);
    await projectCases(scope, streams, current, actions);
    for (const action of counted) await obey(writes, action, current);
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
      const before = await writes.settings.settings();
      timeChanged ||= before?.centerId === centerId && timeRules(before.settings) !== timeRules(center.settings);
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
  async function obey(writes: Writes, { wire }: PlacedAction, rules: ProjectionRules): Promise<void> {
    const { type, id } = wire.header;
    if (wire.payload === null) return;
    if (type === 'import.committed') {
      const { chunks } = JSON.parse(wire.payload) as ImportCommit;
      for (const chunk of chunks) await applyImportChunk(writes, rules, environment, chunk);
    }
    if (type === 'log.erased') {
      const order = JSON.parse(wire.payload) as ErasureOrder;
      await obeyErasure(writes, id, order);
      await saveFolded(writes, order.streamId, rules);
    }
  }

  async function saveFolded(writes: Writes, caseId: string, rules: ProjectionRules): Promise<void> {
    const state = await foldStream(writes, environment, 'case', caseId);
    if (state) await writes.cases.save(projectCase(state, rules));
  }
}

function streamIds(actions: readonly PlacedAction[], kind: string): ReadonlySet<string> {
  return new Set(actions.filter(({ wire }) => wire.header.streamKind === kind).map(({ wire }) => wire.header.streamId));
}

/** Rows of an import are kept apart from their chunk, so that one can be erased (LOG-7, LOG-8). */
async function keepImportRows(writes: Writes, suite: HashSuite, actions: readonly PlacedAction[]): Promise<void> {
  for (const { wire } of actions) {
    if (wire.payload === null || wire.rows === undefined) continue;
    const { id } = wire.header;
    const rows = chunkRows(wire, JSON.parse(wire.payload), suite, (caseId) => {
      const detail = `导入 ${id} 里案件 ${caseId} 的内容和它的校验值不符，整批没有接收。`;
      return new ServiceError('INVALID_INPUT', { detail });
    });
    if (rows.length > 0) await writes.imports.keepRows(id, rows);
  }
}

/** The rows of all touched cases at once. */
async function projectCases(
  scope: Scope,
  streams: Streams,
  rules: ProjectionRules,
  actions: readonly PlacedAction[],
): Promise<void> {
  const last = new Map(actions.map(({ wire, position }) => [wire.header.streamId, position]));
  const touched = [...streams.values()].filter((stream) => stream.kind === 'case' && last.has(stream.id));
  const placed = touched.flatMap((stream): PlacedCase[] => {
    if (stream.state === null) return [];
    const seq = stream.seq ?? stream.firstPosition * SEQS_PER_ACTION;
    return [{ seq, lastPosition: last.get(stream.id) ?? 0, projection: projectCase(stream.state, rules) }];
  });
  if (placed.length > 0) await saveCases(scope, placed);
}
