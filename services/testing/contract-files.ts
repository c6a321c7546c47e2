import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AttachedFile, IssuedDocument } from '../../domain/cases/state.ts';
import { testFile, testId } from '../../domain/cases/testing-facts.ts';
import type { Store } from '../ports.ts';
import { addCase, type StoreUnderTest, testCase } from './store-fixture.ts';

/** For tests only: the n-th file as the state of a case has it. */
export function attached(n: number): AttachedFile {
  return { ...testFile(n), attachedAt: n, attachedBy: testId(1), removedAt: null };
}

const paper = {
  id: testId(700),
  form: 'slip',
  number: null,
  title: '回执',
  fileHash: 'f'.repeat(64),
  bytes: 1,
  pages: 1,
  subject: 0,
  outdated: false,
  issuedAt: 1,
  printedAt: [],
  copiesPrinted: 0,
} as const satisfies IssuedDocument;

const hash = (n: number) => testFile(n).sha256;

/** What stores know of the files that cases name, and of their bytes (SYNC-8). */
export function describeFiles(openFreshStore: () => Promise<StoreUnderTest>): void {
  describe('files of cases', () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      under = await openFreshStore();
      store = under.store;
    });
    afterEach(() => under.dispose());

    const add = (n: number, files: readonly AttachedFile[], documents: readonly IssuedDocument[] = []) =>
      store.write((writes) => addCase(writes, testCase(n, { state: { files, documents } })));
    const change = (n: number, files: readonly AttachedFile[]) =>
      store.write(({ cases }) => cases.save(testCase(n, { state: { files, revision: 2 } })));
    const places = async (...ns: readonly number[]) =>
      (await store.read(({ filePlaces }) => filePlaces.places(ns.map(hash)))).toSorted((a, b) => a.bytes - b.bytes);

    test('a file is known from the action that names it on, and is here once its bytes are', async () => {
      expect(await places(1)).toEqual([]);
      await add(1, [attached(1), attached(2)]);
      await store.write(({ filePlaces }) => filePlaces.noteHere(hash(2), true));
      // One that no case ever named.
      await store.write(({ filePlaces }) => filePlaces.noteHere(hash(9), true));
      expect(await places(1, 2, 9)).toEqual([
        { hash: hash(1), bytes: 1_001, here: false },
        { hash: hash(2), bytes: 1_002, here: true },
      ]);
      // Saved again, and once more without one of them: what is known of bytes stays.
      await change(1, [attached(1), attached(2)]);
      await change(1, [attached(1)]);
      expect(await places(1, 2)).toHaveLength(2);
      await store.write(({ filePlaces }) => filePlaces.noteHere(hash(2), false));
      expect((await places(2))[0]).toMatchObject({ here: false });
    });

    test('a paper that is kept inside the store is here from the beginning', async () => {
      const kept = { hash: paper.fileHash, mediaType: 'application/pdf', bytes: new Uint8Array([1]) };
      await store.write(({ files }) => files.keep(kept));
      await add(1, [], [paper]);
      const known = await store.read(({ filePlaces }) => filePlaces.places([paper.fileHash]));
      expect(known).toEqual([{ hash: paper.fileHash, bytes: 1, here: true }]);
    });

    test('which other case names the same bytes is found, whatever the order of the cases', async () => {
      await add(1, [attached(1), attached(2)]);
      await add(2, [attached(2), attached(3)]);
      const beside = (n: number, ...ns: readonly number[]) =>
        store.read(({ filePlaces }) => filePlaces.namedBeside(ns.map(hash), testCase(n).state.id));
      expect(await beside(1, 1, 2, 3)).toEqual(expect.arrayContaining([hash(2), hash(3)]));
      expect(await beside(2, 1, 2, 3)).toEqual(expect.arrayContaining([hash(1), hash(2)]));
      expect(await beside(1, 1)).toEqual([]);
      await change(2, []);
      expect(await beside(1, 2, 3)).toEqual([]);
      await store.write(({ cases }) => cases.remove(testCase(1).state.id));
      expect(await beside(2, 1, 2)).toEqual([]);
    });

    test('bytes that an erasure named wait to be deleted, unless a case names them again (LOG-8)', async () => {
      await add(1, [attached(1), attached(2)]);
      await store.write(async ({ filePlaces }) => {
        for (const n of [1, 2]) await filePlaces.noteHere(hash(n), true);
        await filePlaces.markErased([hash(1), hash(2)]);
      });
      const erased = async () =>
        [...(await store.read(({ filePlaces }) => filePlaces.erasedFiles()))].sort((a, b) =>
          a.hash.localeCompare(b.hash),
        );
      expect(await erased()).toEqual([
        { hash: hash(1), named: true },
        { hash: hash(2), named: true },
      ]);
      await change(1, []);
      expect(await erased()).toEqual([
        { hash: hash(1), named: false },
        { hash: hash(2), named: false },
      ]);
      // Attached once more before they were deleted.
      await add(2, [attached(2)]);
      expect(await erased()).toEqual([{ hash: hash(1), named: false }]);
      await store.write(({ filePlaces }) => filePlaces.forgetFile(hash(1)));
      expect(await erased()).toEqual([]);
      expect(await places(1, 2)).toEqual([{ hash: hash(2), bytes: 1_002, here: true }]);
      await store.write(({ filePlaces }) => filePlaces.forgetFile(hash(2)));
      expect(await places(2)).toEqual([{ hash: hash(2), bytes: 1_002, here: false }]);
    });

    test('clearing the projections leaves what is known of bytes (LOG-4)', async () => {
      await add(1, [attached(1)]);
      await store.write(async ({ filePlaces, cases }) => {
        await filePlaces.noteHere(hash(1), true);
        await cases.clear();
      });
      expect(await places(1)).toEqual([{ hash: hash(1), bytes: 1_001, here: true }]);
      await store.write(({ filePlaces }) => filePlaces.markErased([hash(1)]));
      const [waiting] = await store.read(({ filePlaces }) => filePlaces.erasedFiles());
      expect(waiting).toEqual({ hash: hash(1), named: false });
    });
  });
}
