import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { segmentOf } from '../../domain/numbers/segment.ts';
import { openNewDesk, type TestDesk } from '../../tests/support/desk.ts';
import { agreedCase, issuePaper } from '../../tests/support/papers.ts';
import { rebuildProjections } from '../log/rebuild.ts';
import { doubtNumbers } from './doubt.ts';
import { keepNumbers, wantedNumbers } from './reserve.ts';

const EPOCH = '77';
const YEAR = 2026;

let desk: TestDesk;
beforeEach(async () => {
  desk = await openNewDesk();
});
afterEach(() => desk.store.remove());

const reserve = (...blocks: readonly { first: number; last: number }[]) =>
  keepNumbers(desk, {
    epoch: EPOCH,
    segment: 'KTW',
    series: [{ series: 'case', year: YEAR, blocks: [...blocks] }],
  });

const next = async () => (await desk.register()).caseNumber.replace(/^.*〔2026〕/, '');

describe('case numbers of a station (SYNC-15)', () => {
  test('a center that never met a city counts from 1; its first block goes on behind what it used', async () => {
    expect([await next(), await next()]).toEqual(['1', '2']);
    const wanted = await wantedNumbers(desk, EPOCH);
    expect(wanted?.isAnew).toBe(false);
    expect(wanted?.series).toContainEqual({ series: 'case', year: YEAR, used: 2, held: [], wanted: true });
    // One more is registered while the answer is on its way.
    expect(await next()).toBe('3');
    await reserve({ first: 3, last: 302 });
    expect(await next()).toBe('4');
  });

  test('with no block left it goes on with the letters of the station: no desk waits for the city', async () => {
    await reserve({ first: 1, last: 2 });
    expect([await next(), await next(), await next(), await next()]).toEqual(['1', '2', 'KTW1', 'KTW2']);
    await reserve({ first: 1, last: 2 }, { first: 3, last: 302 });
    expect([await next(), await next()]).toEqual(['3', '4']);
    // The letters go on where they were, whatever comes between.
    await reserve();
    expect(await next()).toBe('KTW3');
  });

  test('what the city does not name any more is given up, and does not come back', async () => {
    await reserve({ first: 1, last: 300 });
    await next();
    await reserve({ first: 301, last: 600 });
    expect(await next()).toBe('301');
    await reserve({ first: 1, last: 300 }, { first: 301, last: 600 });
    expect(await next()).toBe('302');
  });

  test('half a block is kept for the days offline, and a city of another epoch is told of all (SYNC-11)', async () => {
    const all = { epoch: EPOCH, segment: 'KTW' };
    const series = (last: number) => [
      { series: 'case' as const, year: YEAR, blocks: [{ first: 1, last }] },
      { series: 'agreement' as const, year: YEAR, blocks: [{ first: 1, last: 150 }] },
    ];
    await keepNumbers(desk, { ...all, series: series(300) });
    expect(await wantedNumbers(desk, EPOCH)).toBeNull();
    const told = await wantedNumbers(desk, '78');
    expect(told?.series).toContainEqual(
      expect.objectContaining({ series: 'case', held: [{ first: 1, last: 300 }], wanted: false }),
    );
  });

  test('a city that does not know the center yet says nothing, and is asked again', async () => {
    await keepNumbers(desk, { epoch: EPOCH, segment: null, series: [] });
    expect(await next()).toBe('1');
    expect(await wantedNumbers(desk, EPOCH)).not.toBeNull();
  });

  test('numbers that come back from the city are not given out of the block again', async () => {
    await reserve({ first: 1, last: 300 });
    await desk.store.write(({ numbers }) => numbers.pass('case', YEAR, 57));
    expect(await next()).toBe('58');
    await desk.store.write(({ numbers }) => numbers.pass('case', YEAR, 900));
    expect(await next()).toBe('59');
  });

  test('blocks survive a rebuild of the projections (LOG-4)', async () => {
    await reserve({ first: 1, last: 300 });
    await next();
    await rebuildProjections(desk);
    expect(await next()).toBe('2');
  });

  test('an agreement takes its number from a block of its own series', async () => {
    await keepNumbers(desk, {
      epoch: EPOCH,
      segment: 'KTW',
      series: [
        { series: 'case', year: YEAR, blocks: [{ first: 1, last: 300 }] },
        { series: 'agreement', year: YEAR, blocks: [{ first: 41, last: 41 }] },
      ],
    });
    const issue = async () => (await issuePaper(desk, await agreedCase(desk), 'agreement')).number;
    expect(await issue()).toContain('字第0041号');
    expect(await issue()).toContain('字第KTW0001号');
  });
});

describe('a store that may be an old copy of itself (SYNC-14, SYNC-15)', () => {
  test('gives up its blocks, and counts with fresh letters each time until the city has spoken', async () => {
    await desk.store.write(({ sync }) => sync.noteEpoch(EPOCH));
    await reserve({ first: 1, last: 300 });
    expect(await next()).toBe('1');
    expect(await doubtNumbers(desk.store, desk.environment)).toBe('doubted');
    expect(await next()).toMatch(/^[A-Z]{4}1$/);
    const wanted = await wantedNumbers(desk, EPOCH);
    expect(wanted).toMatchObject({ isAnew: true });
    expect(wanted?.series).toContainEqual(expect.objectContaining({ series: 'case', held: [], wanted: true }));
    await reserve({ first: 301, last: 600 });
    expect(await next()).toBe('301');
  });

  test('keeps its fresh letters when the city has spoken: the original may go on with the others in the same life', async () => {
    await desk.store.write(({ sync }) => sync.noteEpoch(EPOCH));
    await reserve({ first: 1, last: 1 });
    expect([await next(), await next()]).toEqual(['1', 'KTW1']);
    await doubtNumbers(desk.store, desk.environment);
    const inDoubt = await next();
    expect(inDoubt).toMatch(/^[A-Z]{4}1$/);
    await reserve({ first: 901, last: 901 });
    expect([await next(), await next()]).toEqual(['901', `${inDoubt.slice(0, 4)}2`]);
    await reserve({ first: 901, last: 901 });
    expect(await next()).toBe(`${inDoubt.slice(0, 4)}3`);
  });

  test('a center that never met a city is left alone: nobody could end its doubt', async () => {
    expect(await doubtNumbers(desk.store, desk.environment)).toBe('alone');
    expect(await next()).toBe('1');
  });

  test('before the city noted letters, a station has those of its own name', async () => {
    await desk.store.write(({ numbers }) => numbers.keepBlocks('case', YEAR, [{ first: 1, last: 1 }], EPOCH));
    const own = await desk.store.read(({ log }) => log.station());
    expect([await next(), await next()]).toEqual(['1', `${segmentOf(own, desk.environment.suite.digest)}1`]);
  });
});
