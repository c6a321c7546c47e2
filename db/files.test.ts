import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testFile } from '../domain/cases/testing-facts.ts';
import { attached } from '../services/testing/contract-files.ts';
import { addCase, testCase } from '../services/testing/store-fixture.ts';
import { openTestStore, type TestStore } from './testing.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.remove());

const hash = (n: number) => testFile(n).sha256;
const caseId = (n: number) => testCase(n).state.id;
const pending = () => store.read(({ filePlaces }) => filePlaces.pendingFiles());
const none = { files: 0, bytes: 0 };

async function name(n: number, ...files: readonly number[]): Promise<void> {
  await store.write((writes) => addCase(writes, testCase(n, { state: { files: files.map(attached) } })));
}

describe('the queue of files is what the log names and what is known of bytes (SYNC-8)', () => {
  test('what is here and not at the city waits to go, what is not here waits to come', async () => {
    await name(1, 1, 2, 3);
    await name(2, 2);
    await store.write(async ({ filePlaces }) => {
      await filePlaces.noteHere(hash(1), true);
      await filePlaces.noteHere(hash(2), true);
    });
    expect(await pending()).toEqual({ toSend: { files: 2, bytes: 2_003 }, toFetch: { files: 1, bytes: 1_003 } });
    const { all, behind, few, come } = await store.read(async ({ filePlaces }) => ({
      all: await filePlaces.toSend('', 10),
      behind: await filePlaces.toSend(hash(1), 10),
      few: await filePlaces.toSend('', 1),
      come: await filePlaces.toFetch('', 10),
    }));
    const second = [
      { hash: hash(2), bytes: 1_002, caseId: caseId(1) },
      { hash: hash(2), bytes: 1_002, caseId: caseId(2) },
    ];
    const first = { hash: hash(1), bytes: 1_001, caseId: caseId(1) };
    expect(all).toEqual([first, ...second]);
    expect(behind).toEqual(second);
    expect(few).toEqual([first]);
    expect(come).toEqual([{ hash: hash(3), bytes: 1_003, caseId: caseId(1) }]);
  });

  test('what the city has waits no more, until another case names it or the city lives another life (SYNC-11)', async () => {
    await name(1, 1, 2);
    await store.write(async ({ filePlaces }) => {
      for (const n of [1, 2]) await filePlaces.noteHere(hash(n), true);
      await filePlaces.noteAtCity([hash(1), hash(2)], '3');
    });
    expect(await pending()).toEqual({ toSend: none, toFetch: none });
    expect(await store.read(({ filePlaces }) => filePlaces.atCity([hash(1), hash(9)]))).toEqual([hash(1)]);
    await name(2, 2);
    expect((await pending()).toSend.files).toBe(1);
    await store.write(({ filePlaces }) => filePlaces.forgetOtherEpochs('3'));
    expect((await pending()).toSend.files).toBe(1);
    await store.write(({ filePlaces }) => filePlaces.forgetOtherEpochs('4'));
    expect((await pending()).toSend.files).toBe(2);
  });

  test('what the city is known to have can be asked about again, and waits once the city has lost it', async () => {
    await name(1, 1, 2, 3);
    await store.write(async ({ filePlaces }) => {
      for (const n of [1, 2, 3]) await filePlaces.noteHere(hash(n), true);
      await filePlaces.noteAtCity([hash(1), hash(2)], '3');
    });
    const held = (after: string) => store.read(({ filePlaces }) => filePlaces.heldByCity(after, 1));
    expect(await held('')).toEqual([{ hash: hash(1), bytes: 1_001, caseId: caseId(1) }]);
    expect(await held(hash(1))).toMatchObject([{ hash: hash(2) }]);
    expect(await held(hash(2))).toEqual([]);
    await store.write(({ filePlaces }) => filePlaces.forgetAtCity([hash(2)]));
    expect(await held(hash(1))).toEqual([]);
    expect((await pending()).toSend).toEqual({ files: 2, bytes: 2_005 });
  });

  test('what no case names any more, and what is to be deleted, waits for nothing (LOG-8)', async () => {
    await name(1, 1, 2);
    await store.write(({ filePlaces }) => filePlaces.noteHere(hash(1), true));
    await store.write(({ filePlaces }) => filePlaces.markErased([hash(2)]));
    expect(await pending()).toEqual({ toSend: { files: 1, bytes: 1_001 }, toFetch: none });
    await store.write(({ cases }) => cases.remove(caseId(1)));
    expect(await pending()).toEqual({ toSend: none, toFetch: none });
  });
});
