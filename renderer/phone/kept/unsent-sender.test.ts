import { ORPCError } from '@orpc/client';
import { beforeEach, expect, test } from 'vitest';
import type { CaseView } from '../../../contract/cases.ts';
import { caseIn } from '../../../domain/cases/testing.ts';
import { testId } from '../../../domain/cases/testing-facts.ts';
import { viewOf } from '../../cases/case-page/testing.ts';
import { memoryRows } from './idb-rows.ts';
import { Kept } from './kept.ts';
import type { Unsent } from './unsent.ts';
import { UnsentSender } from './unsent-sender.ts';

const caseId = testId(3);
const noLine = (): Error => new TypeError('Failed to fetch');

function note(id: number, change: Partial<Unsent> = {}): Unsent {
  const work = { kind: 'action', type: 'case.noted', payload: { note: '到场' }, values: {} } as const;
  const rest = { caseId, caseName: '张某', label: '记一笔', at: id, baseRevision: 4, problem: null };
  return { id: testId(id), work, ...rest, ...change };
}
const photo = (id: number): Unsent =>
  note(id, { work: { kind: 'photo', photo: new Blob(['x']), name: '1.jpg', fileKind: 'scene' } });

/** A center whose case is at a revision, which takes each id once. */
class StandInCenter {
  revision = 4;
  line = true;
  readonly taken: string[] = [];
  /** The next call arrives, and its answer is lost. */
  losesAnswer = false;

  view(): CaseView {
    return viewOf({ ...caseIn('mediating'), id: caseId, revision: this.revision });
  }

  async send({ id, baseRevision }: Unsent): Promise<CaseView> {
    if (!this.line) throw noLine();
    if (this.taken.includes(id)) return this.view();
    if (baseRevision !== this.revision) {
      throw new ORPCError('STALE_REVISION', { data: { current: this.view() } });
    }
    this.taken.push(id);
    this.revision += 1;
    if (this.losesAnswer) {
      this.losesAnswer = false;
      throw noLine();
    }
    return this.view();
  }
}

let center: StandInCenter;
let kept: Kept;
let sender: UnsentSender;
let shown: readonly Unsent[];
function opened(): UnsentSender {
  return new UnsentSender({
    kept,
    send: (entry) => center.send(entry),
    current: async () => center.view(),
    onView: () => undefined,
    onChange: (entries) => {
      shown = entries;
    },
  });
}

beforeEach(async () => {
  center = new StandInCenter();
  kept = new Kept(memoryRows());
  await kept.enter({ staffId: 'zhang', name: '张卫' }, 0);
  shown = [];
  sender = opened();
});

test('with a line it is sent at once and nothing is kept', async () => {
  expect(await sender.submit([note(1)])).toMatchObject({ kind: 'sent' });
  expect([center.taken, shown, await kept.unsent()]).toEqual([[testId(1)], [], []]);
});

test('without a line it is kept, also when the page is closed, and sent in order when the line is back', async () => {
  center.line = false;
  expect(await sender.submit([note(1), photo(2)])).toEqual({ kind: 'waiting' });
  expect(shown.map(({ problem }) => problem)).toEqual([null, null]);
  sender.close();

  center.line = true;
  const later = opened();
  await later.open();
  await later.run();
  expect([center.taken, await kept.unsent()]).toEqual([[testId(1), testId(2)], []]);
});

test('what arrived although its answer was lost is not done twice: the same action id', async () => {
  center.losesAnswer = true;
  expect(await sender.submit([note(1)])).toEqual({ kind: 'waiting' });
  await sender.run();
  expect([center.taken, center.revision, shown]).toEqual([[testId(1)], 5, []]);
});

test('what the center refuses at once goes back to its form, and is not kept beside it (LOG-5)', async () => {
  center.revision = 9;
  const outcome = await sender.submit([note(1), photo(2)]);
  expect(outcome).toMatchObject({
    kind: 'refused',
    error: { code: 'STALE_REVISION', state: { state: { revision: 9 } } },
  });
  expect([center.taken, shown, await kept.unsent()]).toEqual([[], [], []]);
});

test('what is refused later stays with its words and holds the later ones of its case back, not those of others', async () => {
  center.line = false;
  await sender.submit([note(1)]);
  await sender.submit([note(2)]);
  center.line = true;
  center.revision = 9;
  await sender.run();
  expect(shown.map(({ problem }) => problem === null)).toEqual([false, true]);
  expect((await kept.unsent())[0]?.problem).toContain('最新情况');
  expect(await sender.submit([note(3, { caseId: testId(4), baseRevision: 9 })])).toMatchObject({ kind: 'sent' });

  await sender.again(testId(1), 10);
  expect(center.taken).toEqual([testId(3), testId(1)]);
  // The later one was done on the same old case, and is for a person to look at too.
  expect(shown).toMatchObject([{ id: testId(2), problem: expect.stringContaining('最新情况') }]);
});

test('a photo goes on the case as it is: nothing about it depends on what others did (SYNC-8)', async () => {
  center.revision = 9;
  expect(await sender.submit([photo(1)])).toMatchObject({ kind: 'sent' });
  expect(center.taken).toEqual([testId(1)]);
});
