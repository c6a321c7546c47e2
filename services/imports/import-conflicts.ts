import { ServiceError } from '../../contract/errors.ts';
import { type CountedNumber, numberOf } from '../../domain/center/numbering.ts';
import type { CenterSettings } from '../../domain/center/settings.ts';
import type { Environment } from '../environment.ts';
import { segmentSeries } from '../numbers/segment-series.ts';
import type { Writes } from '../ports.ts';
import { importedCases } from './import-rows.ts';
import type { CaseIdentity } from './port.ts';

interface Incoming {
  readonly identity: CaseIdentity;
  readonly caseNumber: string;
  /** Where the number is one of those that this center gives out. */
  readonly own: CountedNumber | null;
}

/**
 * Refuses a chunk whose cases the ledger has already, or that shares query codes or this center's own numbers with it
 * or within the import; the chunks before it are in the ledger by then. Numbers that are taken over are never given out
 * again (SYNC-15): the counter goes on behind them.
 */
export async function requireNew(
  writes: Writes,
  { environment }: { readonly environment: Environment },
  { numbering, shortName, committee }: CenterSettings,
  chunkId: string,
): Promise<void> {
  const center = { shortName, committee: committee.shortName };
  const incoming: Incoming[] = [];
  for (const { row, state } of await importedCases(writes, chunkId, environment)) {
    if (!row) {
      const identity = { caseId: state.id, queryCode: null, caseNumber: null };
      incoming.push({ identity, caseNumber: '', own: null });
      continue;
    }
    const { caseId, queryCode, caseNumber } = row;
    const own = numberOf(numbering.case, center, caseNumber);
    incoming.push({ identity: { caseId, queryCode, caseNumber: own && caseNumber }, caseNumber, own });
  }
  const [there] = await writes.imports.alreadyThere(incoming.map(({ identity }) => identity));
  if (there) throw refusal(incoming[there.index], there);
  const numbers = new Set<string>();
  const last = new Map<string, { series: string; year: number; counter: number }>();
  for (const { caseNumber, own } of incoming) {
    if (!own) continue;
    if (numbers.has(caseNumber)) throw notImported(`案号 ${caseNumber} 在这次导入里重复`);
    numbers.add(caseNumber);
    const series = segmentSeries('case', own.segment);
    const key = `${series} ${own.year}`;
    last.set(key, { series, year: own.year, counter: Math.max(own.counter, last.get(key)?.counter ?? 0) });
  }
  for (const { series, year, counter } of last.values()) await writes.numbers.pass(series, year, counter);
}

function refusal(incoming: Incoming | undefined, there: CaseIdentity): ServiceError {
  const { caseId, queryCode } = incoming?.identity ?? there;
  const name = incoming?.caseNumber ?? there.caseNumber;
  if (there.caseId === caseId) return notImported(`案件 ${there.caseNumber} 已经在台账里，或在这次导入里重复`);
  if (there.queryCode === queryCode) {
    return notImported(`案件 ${name} 的查询码 ${queryCode} 与案件 ${there.caseNumber} 重复`);
  }
  return notImported(`案号 ${name} 已经用在台账里的案件上，或在这次导入里重复`);
}

function notImported(why: string): ServiceError {
  return new ServiceError('NOT_POSSIBLE_NOW', { detail: `${why}，没有导入。` });
}
