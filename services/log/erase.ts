import { ServiceError } from '../../contract/errors.ts';
import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import { centerOf } from '../../domain/cases/handover.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { hasRowsBeside } from '../../domain/imports/import.ts';
import { ERASURE_SCHEMA_VERSION, type ErasureOrder, foldErasures } from '../../domain/personal-data/erasure.ts';
import { saveCase } from '../cases/write.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Writes } from '../ports.ts';
import { foldStream } from '../sync/fold.ts';
import { appendAction, readAction } from './append.ts';
import { findDone } from './done.ts';

/** The second person's word, in the stream of the request that it answers. */
export interface ErasureApproval {
  readonly actionId: string;
  readonly requestId: string;
  /** Who approves; never who asked. */
  readonly approverId: string;
  /** The order that this one repeats over a restored backup, with all that it named. */
  readonly repeats?: { readonly orderId: string; readonly actionIds: readonly string[] };
}

/**
 * Erases what a case says (LOG-8), in the caller's transaction: payloads, salts, rows of imports, search entries, files and
 * drafts go, headers and hashes stay, and the erasure is itself an action. It needs a request that another person made and
 * nobody has decided on; there is no other way in (a trigger of the store refuses it, too). Who may ask and who may approve
 * is decided by the callers. Bytes of files go after the commit (services/files/erased.ts).
 * @throws ServiceError NOT_FOUND; NOT_ALLOWED for one's own request; NOT_POSSIBLE_NOW for a request that is decided, and
 *   for a case that another center began: its order alone goes to everybody who ever saw the case, in the feed of the case
 *   (docs/sync.md, “A case goes to another center”).
 */
export async function eraseOnRequest(
  writes: Writes,
  dependencies: Dependencies,
  { actionId, requestId, approverId, repeats }: ErasureApproval,
): Promise<void> {
  const { environment } = dependencies;
  const deed = { streamKind: 'erasure', streamId: requestId, type: 'log.erased' } as const;
  if (await findDone(writes.log, actionId, deed)) return;
  const [request] = foldErasures((await writes.log.stream('erasure', requestId)).map(readAction));
  if (!request) throw new ServiceError('NOT_FOUND', { detail: '没有这份删除申请。' });
  if (request.decision) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '这份申请已经有人办过了，请刷新页面。' });
  if (request.requestedBy === approverId) throw ownRequest();
  const { caseId, ground, reason } = request;
  const found = await writes.cases.find(caseId);
  // A row of an import that was never committed is no case, and says as much of people as one.
  if (!found && !(await writes.imports.keepsRow(caseId))) throw new ServiceError('NOT_FOUND');
  if (found) await requireBornHere(writes, found.state);
  const actionIds: string[] = [];
  for (const { header } of await writes.log.stream('case', caseId)) {
    // What it says of a person stands beside it, and goes with the rows of the import.
    if (hasRowsBeside(header)) continue;
    // What was said when a step was settled says as much of people as the step.
    const settlings = await writes.log.stream('settling', header.id);
    actionIds.push(header.id, ...settlings.map((settling) => settling.header.id));
  }
  const order = { streamKind: 'case', streamId: caseId, reason, ground } as const;
  const payload =
    repeats === undefined
      ? { ...order, actionIds }
      : { ...order, repeats: repeats.orderId, actionIds: [...new Set([...actionIds, ...repeats.actionIds])] };
  await appendAction(writes.log, environment, {
    id: actionId,
    streamKind: 'erasure',
    streamId: requestId,
    type: 'log.erased',
    schemaVersion: ERASURE_SCHEMA_VERSION,
    payload,
    actorId: approverId,
    baseRevision: 1,
  });
  await obeyErasure(writes, actionId, payload);
  const state = await foldStream(writes, environment, 'case', caseId);
  if (state) await saveCase(writes, dependencies, state);
}

/** Two people, or none (个人信息保护法 51: access by roles and limits on who handles what). */
export function ownRequest(): ServiceError {
  return new ServiceError('NOT_ALLOWED', { detail: '自己的申请要由另一个人批准或者退回。' });
}

/** @throws ServiceError NOT_POSSIBLE_NOW for a case that another center began. */
export async function requireBornHere({ log }: Pick<Writes, 'log'>, state: CaseState): Promise<void> {
  const { stationId } = await log.station();
  if (state.bornAt === stationId) return;
  const name = centerOf(state, state.bornAt)?.name ?? '另一个中心';
  const detail = `这件案子由${name}登记，依法删除要由它办理，才能删到每一处。请把申请转给它。`;
  throw new ServiceError('NOT_POSSIBLE_NOW', { detail });
}

/**
 * Deletes what an order names, wherever it was given (LOG-8); what is not here yet is dropped when it comes. The case is
 * to be folded anew afterwards.
 */
export async function obeyErasure(
  writes: Writes,
  erasureId: string,
  { streamId: caseId, actionIds }: Pick<ErasureOrder, 'streamId' | 'actionIds'>,
): Promise<void> {
  const files = await filesOnlyNamedHere(writes, caseId, new Set(actionIds));
  await writes.imports.eraseRows(erasureId, caseId);
  await writes.log.erasePayloads(erasureId, actionIds);
  await writes.files.erase(files);
  await writes.filePlaces.markErased(files);
  await writes.drafts.eraseDrafts(caseId);
}

/**
 * Files that the erased actions name, and that no other action of this case, no other case and no setting does (LOG-8): the
 * picture of the committee's seal is that of every sealed agreement.
 */
async function filesOnlyNamedHere(
  writes: Writes,
  caseId: string,
  erased: ReadonlySet<string>,
): Promise<readonly string[]> {
  const going = new Set<string>();
  const staying = new Set<string>();
  for (const stored of await writes.log.stream('case', caseId)) {
    const hash = namedFile(readAction(stored));
    if (hash !== null) (erased.has(stored.header.id) ? going : staying).add(hash);
  }
  const seal = (await writes.settings.settings())?.settings.documents.seal;
  if (seal) staying.add(seal.sha256);
  const beside = new Set(await writes.filePlaces.namedBeside([...going], caseId));
  return [...going].filter((hash) => !staying.has(hash) && !beside.has(hash));
}

function namedFile({ header, payload }: ReturnType<typeof readAction>): string | null {
  if (payload === null) return null;
  switch (header.type) {
    case 'document.issued':
      return (payload as CaseActionPayloads['document.issued']).fileHash;
    case 'document.executed':
      return (payload as CaseActionPayloads['document.executed']).fileHash;
    case 'file.attached':
      return (payload as CaseActionPayloads['file.attached']).sha256;
    case 'document.signed':
      return (payload as CaseActionPayloads['document.signed']).picture.sha256;
    case 'agreement.signed':
      return (payload as CaseActionPayloads['agreement.signed']).picture?.sha256 ?? null;
    default:
      return null;
  }
}
