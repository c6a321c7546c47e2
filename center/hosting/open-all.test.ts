import { expect, test } from 'vitest';
import type { Opened, Wanted } from './open.ts';
import { openAll } from './open-all.ts';

const wanted = (place: string): Wanted => ({ type: 'code', name: `${place}工作台`, code: `CODE-${place}`, place });

test('the same file may be run until all are open: who is open is passed over, who fails stops nobody', async () => {
  const known: Opened[] = [];
  const said: unknown[] = [];
  let cut = true;
  const parts = {
    known: () => known,
    say: (line: Readonly<Record<string, unknown>>) => void said.push([line.type, line.name ?? line.failed]),
    open: async ({ place, name, code }: Wanted): Promise<Opened> => {
      if (place === '410105002' && cut) throw new RangeError('没有接入市平台');
      const opened = { key: place, name, code, addedAt: 1, accounts: [], password: 'x', passwords: null };
      known.push(opened);
      return opened;
    },
  };
  const lines = ['410105001', '410105002', '410105003'].map(wanted);
  expect(await openAll(parts, lines)).toBe(1);
  expect(said).toEqual([
    ['opened', '410105001工作台'],
    ['not_opened', '410105002工作台'],
    ['opened', '410105003工作台'],
    ['unfinished', 1],
  ]);
  said.length = 0;
  cut = false;
  expect(await openAll(parts, lines)).toBe(0);
  expect(said).toEqual([
    ['known', '410105001工作台'],
    ['opened', '410105002工作台'],
    ['known', '410105003工作台'],
  ]);
});
