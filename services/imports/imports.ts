import { ServiceError } from '../../contract/errors.ts';
import { holdsAny } from '../../domain/access/roles.ts';
import {
  IMPORT_SCHEMA_VERSION,
  type ImportAction,
  type ImportChunk,
  type ImportCommit,
  type ImportManifest,
  type ImportRow,
  importActionSchemas,
  importChunkRowsSchema,
} from '../../domain/imports/import.ts';
import type { ActionHeader } from '../../domain/log/action.ts';
import { type ProjectionRules, projectCase } from '../cases/project.ts';
import { registrationProblems } from '../cases/register.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { appendAction, readAction } from '../log/append.ts';
import { type Deed, findDone } from '../log/done.ts';
import type { Reads, Writes } from '../ports.ts';
import { problemsByClock } from '../setup/clock.ts';
import { counts } from '../sync/fold.ts';
import { requireNew } from './import-conflicts.ts';
import { importedCases, restatementIn, sealRows } from './import-rows.ts';

interface Step {
  readonly actionId: string;
  readonly importId: string;
}

/** No procedure of the contract leads here yet. @throws ServiceError NOT_ALLOWED */
function requireIt(caller: Caller): void {
  if (!holdsAny(caller, ['it'])) throw new ServiceError('NOT_ALLOWED', { detail: '旧案由系统管理员导入。' });
}

/**
 * An import of an older ledger (旧案导入, LOG-7): a manifest, chunks, a commit. Nothing of it shows before the commit;
 * an import that is left lying changes nothing. Each call is one transaction, and the same action id again is harmless.
 */
export async function openImport(
  dependencies: Dependencies,
  caller: Caller,
  input: Step & { readonly manifest: ImportManifest },
): Promise<void> {
  requireIt(caller);
  const payload = importActionSchemas['import.opened'].parse(input.manifest);
  await dependencies.store.write(async (writes) => {
    if (await findDone(writes.log, input.actionId, deedOf(input, 'import.opened'))) return;
    await append(writes, dependencies, caller, input, { type: 'import.opened', payload });
  });
}

/**
 * Adds rows to an open import. @throws ServiceError INVALID_INPUT naming the row and its field, TOO_LARGE for a chunk
 * above 256 KiB, NOT_POSSIBLE_NOW for an import that is not open or would grow beyond its manifest.
 */
export async function addImportChunk(
  dependencies: Dependencies,
  caller: Caller,
  input: Step & { readonly first: number; readonly rows: readonly ImportRow[] },
): Promise<{ readonly rows: number }> {
  requireIt(caller);
  const parsed = await parseChunk(dependencies, input);
  const sealed = sealRows(parsed, dependencies.environment);
  return dependencies.store.write(async (writes) => {
    const rows = input.first + parsed.length;
    if (await findDone(writes.log, input.actionId, deedOf(input, 'import.chunk'))) return { rows };
    const open = await openState(writes, input.importId);
    if (open.rows !== input.first) throw notNow(`这一批应从第 ${open.rows + 1} 行开始，现在是第 ${input.first + 1} 行`);
    if (rows > open.manifest.rows) throw notNow(`导入的行数超过清单上的 ${open.manifest.rows} 行`);
    const { entries, bodies } = sealed;
    const payload = { first: input.first, rows: [...entries] };
    await append(writes, dependencies, caller, input, { type: 'import.chunk', payload });
    await writes.imports.keepRows(input.actionId, bodies);
    return { rows };
  });
}

/** Closes an import whose rows are all there, and makes its cases visible, all at once. */
export async function commitImport(
  dependencies: Dependencies,
  caller: Caller,
  input: Step,
): Promise<{ cases: number }> {
  requireIt(caller);
  const { store, rules } = dependencies;
  return store.write(async (writes) => {
    const done = await findDone(writes.log, input.actionId, deedOf(input, 'import.committed'));
    if (done) return { cases: (readAction(done).payload as ImportCommit | null)?.rows ?? 0 };
    const { manifest, rows, chunks } = await openState(writes, input.importId);
    if (rows !== manifest.rows) throw notNow(`清单上有 ${manifest.rows} 行，只收到 ${rows} 行，没有导入`);
    const current = await rules.current(writes.settings);
    for (const chunk of chunks) {
      await requireNew(writes, dependencies, current.stored.settings, chunk);
      await applyImportChunk(writes, current, dependencies.environment, chunk);
    }
    const payload = { rows, chunks: [...chunks] };
    await append(writes, dependencies, caller, input, { type: 'import.committed', payload });
    return { cases: rows };
  });
}

/** Writes the cases of one chunk and returns their ids; one that was erased (LOG-8) is there without what it said. */
export async function applyImportChunk(
  writes: Writes,
  rules: ProjectionRules,
  suite: Pick<Dependencies['environment'], 'suite'>,
  chunkId: string,
): Promise<readonly string[]> {
  const cases = await importedCases(writes, chunkId, suite);
  await writes.imports.applyChunk(
    chunkId,
    cases.map(({ state }) => projectCase(state, rules)),
  );
  return cases.map(({ state }) => state.id);
}

/**
 * Makes room for a case of this chunk: its own stream may have told of it while the import was not here (WF-64). The import
 * says it now, and gives it its place; it is to be folded anew once the chunk is applied. Resolves to false where the case
 * is there in another way.
 */
export async function forgetRestated(writes: Writes, chunkId: string, caseId: string): Promise<boolean> {
  if (!(await writes.cases.find(caseId))) return true;
  const found = restatementIn((await writes.sync.stream('case', caseId)).filter(counts));
  if (found?.restatement.chunkId !== chunkId) return false;
  await writes.cases.remove(caseId);
  return true;
}

interface OpenImport {
  readonly manifest: ImportManifest;
  readonly rows: number;
  readonly chunks: readonly string[];
}

async function openState(reads: Pick<Reads, 'imports' | 'log'>, importId: string): Promise<OpenImport> {
  const actions = await reads.imports.importActions(importId);
  const [opened] = actions;
  if (opened?.type !== 'import.opened') throw new ServiceError('NOT_FOUND', { detail: '没有这次导入。' });
  if (actions.some(({ type }) => type === 'import.committed')) {
    throw new ServiceError('ALREADY_DONE', { detail: '这次导入已经完成。' });
  }
  const chunks = actions.filter(({ type }) => type === 'import.chunk').map(({ id }) => id);
  const manifest = (await payloadOf(reads, opened.id)) as ImportManifest;
  const last = chunks.at(-1);
  if (last === undefined) return { manifest, rows: 0, chunks };
  const { first, rows } = (await payloadOf(reads, last)) as ImportChunk;
  return { manifest, rows: first + rows.length, chunks };
}

async function payloadOf({ log }: Pick<Reads, 'log'>, actionId: string): Promise<unknown> {
  const stored = await log.find(actionId);
  const payload = stored && readAction(stored).payload;
  if (payload === null) throw notNow('这次导入的内容已经依法删除');
  return payload;
}

/** Rows are checked as a form would be: what only a clock and the directory can tell is told by row and field. */
async function parseChunk(
  dependencies: Dependencies,
  { first, rows }: { first: number; rows: readonly ImportRow[] },
): Promise<readonly ImportRow[]> {
  const parsed = importChunkRowsSchema.safeParse({ first, rows });
  const fields: Record<string, string> = {};
  for (const issue of parsed.error?.issues ?? []) fields[issue.path.join('.')] ??= issue.message;
  const byClock = await problemsByClock(dependencies, (today) => {
    const found: Record<string, string> = {};
    for (const [index, { registration }] of (parsed.data?.rows ?? []).entries()) {
      const problems = registrationProblems(registration, today, dependencies.divisions);
      for (const [path, message] of Object.entries(problems)) {
        found[`rows.${index}.registration.${path}`] = message;
      }
    }
    return found;
  });
  Object.assign(fields, byClock);
  if (!parsed.success || Object.keys(fields).length > 0) {
    const detail = `这一批没有导入，${Object.keys(fields).length} 处不对。`;
    throw new ServiceError('INVALID_INPUT', { detail, fields });
  }
  return parsed.data.rows;
}

async function append(
  writes: Writes,
  { environment }: Dependencies,
  caller: Caller,
  { actionId, importId }: Step,
  action: ImportAction,
): Promise<ActionHeader> {
  const { header } = await appendAction(writes.log, environment, {
    id: actionId,
    streamKind: 'import',
    streamId: importId,
    type: action.type,
    schemaVersion: IMPORT_SCHEMA_VERSION,
    payload: action.payload,
    actorId: caller.staffId,
    // An import is opened once: the log refuses a second beginning of its stream.
    baseRevision: action.type === 'import.opened' ? 0 : (await writes.imports.importActions(importId)).length,
  });
  return header;
}

function deedOf({ importId }: Step, type: ImportAction['type']): Deed {
  return { streamKind: 'import', streamId: importId, type };
}

function notNow(detail: string): ServiceError {
  return new ServiceError('NOT_POSSIBLE_NOW', { detail: `${detail}。` });
}
