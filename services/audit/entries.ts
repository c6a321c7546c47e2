import type { AuditEntry, AuditFilter, AuditKind, AuditPage, AuditPlace } from '../../contract/audit.ts';
import { accessKinds } from '../../domain/log/access.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { csvFile } from '../csv.ts';
import type { Caller } from '../dependencies.ts';
import type { Environment } from '../environment.ts';
import type { StationReads, StationStore } from '../ports.ts';
import { actionLabel, recordName } from '../sync/action-words.ts';
import type { AccessLine, ActionLine } from './port.ts';

const PAGE = 50;
/** Lines that one export takes at most: two years of a busy center. */
const MOST_EXPORTED = 100_000;

const isAccessKind = (kind: string): kind is keyof typeof accessKinds => Object.hasOwn(accessKinds, kind);

function accessEntry({ position, at, kind, subject, reason, caseNumber }: AccessLine, staffName: string): AuditEntry {
  const known = isAccessKind(kind) ? kind : null;
  // Of a case the number says which; an id says nothing to a person.
  const about = caseNumber === null ? subject : subject.slice(37);
  return {
    ...{ id: `access ${position}`, at, staffName, caseNumber, about, reason },
    kind: known ?? 'case',
    what: known === null ? kind : accessKinds[known],
  };
}

function actionEntry({ position, at, type, streamKind, caseNumber }: ActionLine, staffName: string): AuditEntry {
  const kind: AuditKind = 'action';
  const about = recordName(streamKind as Parameters<typeof recordName>[0]);
  return { id: `action ${position}`, at, staffName, kind, what: actionLabel(type), caseNumber, about, reason: null };
}

/** The newest lines of both logs behind a place, as one list (LOG-1): each log in its own order, by time between them. */
async function pageOf(
  { audit, directory }: StationReads,
  filter: AuditFilter,
  after: AuditPlace | null,
  limit: number,
): Promise<AuditPage> {
  const access = await audit.accessLines(filter, after, limit);
  const actions = await audit.actionLines(filter, after, limit);
  const names = new Map((await directory.allStaff()).map(({ staffId, name }) => [staffId, name]));
  const nameOf = (staffId: string) => names.get(staffId) ?? `外来 ${staffId.slice(0, 8)}`;
  const entries: AuditEntry[] = [];
  let [a, b] = [0, 0];
  while (entries.length < limit) {
    const [one, other] = [access[a], actions[b]];
    if (one && (!other || one.at >= other.at)) {
      entries.push(accessEntry(one, nameOf(one.staffId)));
      a += 1;
    } else if (other) {
      entries.push(actionEntry(other, nameOf(other.staffId)));
      b += 1;
    } else break;
  }
  const place = (lines: readonly { readonly position: number }[], taken: number, before: number | undefined) =>
    lines[taken - 1]?.position ?? before ?? Number.MAX_SAFE_INTEGER;
  const isEnd = entries.length < limit;
  const next = { access: place(access, a, after?.access), actions: place(actions, b, after?.actions) };
  return { entries, next: isEnd ? null : next };
}

/** Who saw, changed, printed, exported and signed in, for the auditor, who reads no case. */
export function auditEntries(
  store: Pick<StationStore, 'read'>,
  { filter, after }: { readonly filter: AuditFilter; readonly after: AuditPlace | null },
): Promise<AuditPage> {
  return store.read((reads) => pageOf(reads, filter, after, PAGE));
}

/** The list as a table for a spreadsheet; its first and last line say who took it and when. It is noted before it goes. */
export async function exportAudit(
  store: Pick<StationStore, 'read' | 'write'>,
  environment: Pick<Environment, 'now'>,
  caller: Caller,
  filter: AuditFilter,
): Promise<File> {
  const at = environment.now();
  const { entries } = await store.read((reads) => pageOf(reads, filter, null, MOST_EXPORTED));
  const subject = `审计日志 ${entries.length} 条`;
  await store.write(({ sessions }) => sessions.noteAccess({ at, staffId: caller.staffId, kind: 'export', subject }));
  const mark = [`由 ${caller.name} 于 ${formatInstant(at)} 导出，共 ${entries.length} 条，不得外传`];
  const rows = entries.map((each) => [
    formatInstant(each.at),
    each.staffName,
    each.what,
    each.caseNumber ?? '',
    each.about,
    each.reason ?? '',
  ]);
  const lines = [mark, ['时间', '人员', '做了什么', '案号', '对象', '理由'], ...rows, mark];
  return csvFile(`审计日志-${formatInstant(at).replaceAll(/\D/g, '')}.csv`, lines);
}
