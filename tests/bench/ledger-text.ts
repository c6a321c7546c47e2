import { randomOf } from '../../center/sample/random.ts';
import type { Connection } from '../../db/connection.ts';
import { ledgerColumns as selectedColumns } from '../../db/ledger-sql.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { partiesOf } from '../../domain/cases/state.ts';

/** Names with and without a hit that a round of searches goes through. */
const NAMES = 40;

export interface PlainText {
  /** By turns a name that cases hold and one that none does. */
  readonly names: readonly string[];
  readonly like: (name: string, limit: number) => readonly unknown[];
}

/**
 * The searched columns as plain text beside the ledger, for the other side of the comparison: what a program without a
 * text index would look through. It is read as the ledger reads, on a connection with as much cache.
 */
export function plainText({ client }: Connection, reader: Connection): PlainText {
  client.exec('DROP TABLE IF EXISTS bench_text');
  client.exec('CREATE TABLE bench_text (seq INTEGER PRIMARY KEY, number, parties, place, title, facts, initials)');
  const insert = client.prepare('INSERT INTO bench_text VALUES (?, ?, ?, ?, ?, ?, ?)');
  const rows = client.prepare(
    `SELECT c.seq, c.case_number AS number, c.place_name AS place, c.title, c.initials, s.state
     FROM cases c JOIN case_states s ON s.seq = c.seq`,
  );
  const people = new Set<string>();
  const pairs = new Set<string>();
  const all = rows.all() as {
    seq: number;
    number: string;
    place: string;
    title: string;
    initials: string;
    state: string;
  }[];
  client.transaction(() => {
    for (const { seq, number, place, title, initials, state } of all) {
      const folded = JSON.parse(state) as CaseState;
      const names = partiesOf(folded).map(({ name }) => name);
      const { facts = '', demands = [] } = folded.registration ?? {};
      const text = [facts, ...demands].join('\n');
      insert.run(seq, number, names.join('\n'), place, title, text, initials);
      for (const name of names) if (Array.from(name).length === 2) people.add(name);
      for (const each of [...names, place, title, text]) {
        const letters = Array.from(each);
        for (let index = 1; index < letters.length; index += 1) pairs.add(`${letters[index - 1]}${letters[index]}`);
      }
    }
  })();
  client.exec('ANALYZE bench_text');
  const like = reader.client.prepare(
    `SELECT ${selectedColumns} FROM cases c JOIN bench_text t ON t.seq = c.seq
     WHERE t.number LIKE @like OR t.parties LIKE @like OR t.place LIKE @like OR t.title LIKE @like OR t.facts LIKE @like
     ORDER BY c.registered_at DESC, c.seq DESC LIMIT @limit`,
  );
  return {
    names: namesOf([...people].sort(), pairs),
    like: (name, limit) => like.all({ like: `%${name}%`, limit }),
  };
}

/** Real names, and names of the same characters that stand nowhere side by side: both characters are common. */
function namesOf(people: readonly string[], pairs: ReadonlySet<string>): readonly string[] {
  const random = randomOf(3, 3);
  const names: string[] = [];
  while (names.length < NAMES) {
    const known = random.pick(people);
    let unknown = known;
    while (pairs.has(unknown)) {
      unknown = `${Array.from(random.pick(people))[0] ?? ''}${Array.from(random.pick(people))[1] ?? ''}`;
      if (pairs.has(unknown))
        unknown = `${Array.from(random.pick(people))[1] ?? ''}${Array.from(random.pick(people))[1] ?? ''}`;
    }
    names.push(known, unknown);
  }
  return names;
}
