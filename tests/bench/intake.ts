import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDivisions } from '../../center/resources.ts';
import { randomOf } from '../../center/sample/random.ts';
import { type Database, openDatabase } from '../../city/db/database.ts';
import { importDirectory } from '../../city/directory/import-command.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { projectRoot } from '../browser/project.ts';
import { directoryFile, fullDirectory, type Rows } from '../city/directory-file.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from './city-process.ts';
import { Residents, ShortMessages } from './intake-residents.ts';
import type { Metrics, Threshold } from './report.ts';
import { p95, percentile } from './statistics.ts';

export const intakeThresholds: readonly Threshold[] = [
  { metric: 'p99_ms', atMost: 300 },
  { metric: 'growth', atMost: 1.5 },
  { metric: 'missing', atMost: 0 },
  { metric: 'refused', atMost: 0 },
];

export interface IntakeOptions {
  /** Submitted cases; the year of the report has 23,613. */
  readonly cases: number;
  /** The city's directory: all mediators and accounts unless a test gives fewer. */
  readonly directory?: Rows;
  readonly say: (line: string) => void;
}

/** Residents that are at it at the same time, and look-ups for each submission. */
const AT_ONCE = 8;
const LOOK_UPS = 2;

const facts = [
  '邻居倒垃圾时经常掉在楼道里，夏天气味刺鼻难忍，说了几次没有用。',
  '楼上卫生间漏水，把我家顶棚泡坏了，维修费谈不拢。',
  '工地包工头拖欠三个月工资，一直推脱不给。',
  '租房到期，房东不退押金，说墙面要重新刷。',
  '电动车停在单元门口充电，挡了老人出入，两家吵了起来。',
  '物业停了电梯三天没有修，老人下不了楼，要求减物业费。',
] as const;

/** What was measured of one request: at which submission, and how long it took. */
interface Waited {
  readonly kind: 'prove' | 'submit' | 'look_up';
  readonly index: number;
  readonly ms: number;
}

interface Submitted {
  readonly code: string;
  readonly digits: string;
}

/** A year of the city's submissions as a load on one server and one PostgreSQL, by the public pages, with look-ups between. */
export async function intakeBench({ cases, directory = fullDirectory(1), say }: IntakeOptions): Promise<Metrics> {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-intake-'));
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const server = await startPostgres({ durable: true });
    closing.push(() => server.stop());
    const messages = new ShortMessages();
    closing.push(() => messages.close());
    const args = ['--port', '0', '--data', folder, '--sms', await messages.open()];
    const city = await startServer('city/main.ts', args, { DATABASE_URL: server.url });
    closing.push(() => city.close());
    const database = await openDatabase({ url: server.url, connections: 2 });
    closing.push(() => database.close());
    const entries = await load(database, directory, folder);
    say(`  ${entries} entries of the directory are loaded; ${cases} residents submit, ${AT_ONCE} at a time`);
    const residents = new Residents(city.origin, AT_ONCE);
    closing.push(() => residents.close());
    const started = performance.now();
    const { waited, submitted, refused } = await work({ residents, messages, cases, say });
    const seconds = (performance.now() - started) / 1_000;
    const [row] = await database.query<{ count: number }>('SELECT count(*)::int AS count FROM cases');
    return {
      ...metricsOf(waited, cases, seconds),
      ...{ missing: submitted - (row?.count ?? 0), refused, directory_entries: entries, rss_mb: city.peakMemory() },
    };
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

async function load(database: Database, directory: Rows, folder: string): Promise<number> {
  const file = join(folder, 'directory.xlsx');
  writeFileSync(file, await directoryFile(directory));
  const base = loadDivisions(join(projectRoot, 'resources'));
  await importDirectory({ database, base, today: plainDateAt(Date.now()) }, { file, commit: true }, () => undefined);
  const [row] = await database.query<{ count: number }>('SELECT count(*)::int AS count FROM directory_entries');
  return row?.count ?? 0;
}

interface Work {
  readonly residents: Residents;
  readonly messages: ShortMessages;
  readonly cases: number;
  readonly say: (line: string) => void;
}

async function work({ residents, messages, cases, say }: Work) {
  const { pick, int } = randomOf(1, 1);
  const { villages } = loadDivisions(join(projectRoot, 'resources'));
  const waited: Waited[] = [];
  const receipts: Submitted[] = [];
  let refused = 0;
  let next = 0;

  async function post(kind: Waited['kind'], index: number, path: string, form: Readonly<Record<string, string>>) {
    const { status, text, ms } = await residents.post(path, form);
    waited.push({ kind, index, ms });
    if (status === 200) return text;
    refused += 1;
    return '';
  }

  async function resident(): Promise<void> {
    for (let index = next++; index < cases; index = next++) {
      const phone = `139${String(index).padStart(8, '0')}`;
      const answers = {
        ...{ placeCode: pick(villages).code, placeDetail: `${int(1, 30)} 号楼`, facts: pick(facts) },
        ...{ opponent: '李某', wish: 'on_site', name: '张某', phone, consent: 'yes' },
      };
      const asked = await post('prove', index, '/m', { ...answers, question: 'contact', go: 'next' });
      const proof = /name="proof" value="([^"]+)"/.exec(asked)?.[1] ?? '';
      const sent = { ...answers, proof, code: messages.codeOf(phone), question: 'code', go: 'submit' };
      const code = /id="query-code">([^<]+)</.exec(await post('submit', index, '/m', sent))?.[1];
      if (code === undefined) refused += 1;
      else receipts.push({ code, digits: phone.slice(-4) });
      for (let look = 0; look < LOOK_UPS && receipts.length > 0; look += 1) {
        await post('look_up', index, '/m/progress', { ...pick(receipts), go: 'look' });
      }
      if (index > 0 && index % 5_000 === 0) say(`  ${index} submitted`);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, resident));
  return { waited, submitted: receipts.length, refused };
}

function metricsOf(waited: readonly Waited[], cases: number, seconds: number): Metrics {
  const of = (...kinds: readonly Waited['kind'][]) => waited.filter(({ kind }) => kinds.includes(kind));
  const times = (some: readonly Waited[]) => some.map(({ ms }) => ms);
  /** p95 of the requests while the store grew from one share of its cases to another. */
  const between = (from: number, to: number) =>
    p95(times(waited.filter(({ index }) => index >= cases * from && index < cases * to)));
  return {
    submissions_per_s: of('submit').length / seconds,
    lookups_per_s: of('look_up').length / seconds,
    p50_ms: percentile(times(waited), 0.5),
    p99_ms: percentile(times(waited), 0.99),
    submit_p99_ms: percentile(times(of('submit')), 0.99),
    look_up_p99_ms: percentile(times(of('look_up')), 0.99),
    growth: between(0.9, 1) / between(0.05, 0.15),
  };
}
