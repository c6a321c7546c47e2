import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { PushInput, PushOutput, WireAction } from '../../contract/sync.ts';
import { createBatchSender } from './batch-sender.ts';
import { CityCallFailed, type Departure } from './client.ts';
import { type OutboxStore, sendOutbox } from './send-outbox.ts';

const versions = { protocol: 1, oldestProtocol: 1, schema: 1 };
const MOST = 3;

const idsOf = ({ actions }: Pick<PushInput, 'actions'>) => actions.map(({ header }) => header.id);
const refusedWith = (status: number, code: 'CHAIN_BROKEN' | null = null) => new CityCallFailed('', { code, status });
/** Long enough for everything that is not waiting. */
const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

/** An outbox of so many actions, and a city that answers when it is told to, and takes only what comes next. */
class Line {
  readonly waiting: string[];
  readonly events: string[] = [];
  readonly proofs: string[] = [];
  kept = 0;
  /** The action that comes next at the city. */
  next = 1;
  answers: () => Promise<unknown> = async () => undefined;
  failing: (ids: readonly string[]) => Error | null = () => null;

  constructor(count: number) {
    this.waiting = Array.from({ length: count }, (_, index) => `a${index + 1}`);
  }

  readonly store: OutboxStore = {
    outbox: async ({ count }, after) => {
      const from = after === undefined ? 0 : this.waiting.indexOf(after) + 1;
      const ids = this.waiting.slice(from, from + Math.min(count, MOST));
      return ids.map((id) => ({ feed: '410105', header: { id } }) as unknown as WireAction);
    },
    proofs: async () => ({ receipt: null, marks: [`kept ${this.kept}`] }),
    place: async () => ({ cursors: [] }),
    keepAnswers: async ({ answers }) => {
      const ids = new Set(answers.map(({ id }) => id));
      await soon();
      this.events.push(`kept ${[...ids].join(' ')}`);
      this.waiting.splice(0, this.waiting.length, ...this.waiting.filter((id) => !ids.has(id)));
      this.kept += ids.size;
    },
  };

  readonly client = {
    push: async (input: PushInput, _signal: AbortSignal, { turn, left }: Departure): Promise<PushOutput> => {
      const ids = idsOf(input);
      this.events.push(`packed ${ids.join(' ')}`);
      await turn;
      this.events.push(`sent ${ids.join(' ')}`);
      left();
      this.proofs.push(...(input.proofs?.marks ?? []));
      await this.answers();
      const error = this.failing(ids);
      if (error) throw error;
      if (Number(ids[0]?.slice(1)) > this.next) throw refusedWith(409, 'CHAIN_BROKEN');
      this.next = Number(ids.at(-1)?.slice(1)) + 1;
      this.events.push(`answered ${ids.join(' ')}`);
      return { epoch: 'e1', answers: ids.map((id) => ({ id })) as never, receipt: {} as never };
    },
  };

  readonly told: number[] = [];

  send(signal: AbortSignal = new AbortController().signal): Promise<void> {
    const parts = { store: this.store, client: this.client, versions, sender: createBatchSender() };
    return sendOutbox(parts, 'e1', signal, (count) => this.told.push(count));
  }

  at(event: string): number {
    expect(this.events).toContain(event);
    return this.events.indexOf(event);
  }
}

let line: Line;
beforeEach(() => {
  line = new Line(7);
});

describe('sending what waits', () => {
  test('the next batch is packed while one is on the line, and leaves when that one is answered (SYNC-3)', async () => {
    line.answers = soon;
    await line.send();
    expect(line.at('packed a4 a5 a6')).toBeLessThan(line.at('answered a1 a2 a3'));
    expect(line.at('sent a4 a5 a6')).toBeGreaterThan(line.at('answered a1 a2 a3'));
    expect([line.waiting, line.told]).toEqual([[], [3, 3, 1]]);
  });

  test('on a line that proved quick it leaves at once behind the one before, and never before it', async () => {
    line.answers = () => new Promise((resolve) => setTimeout(resolve, 30));
    await line.send();
    expect(line.at('sent a7')).toBeGreaterThan(line.at('sent a4 a5 a6'));
    expect(line.at('sent a7')).toBeLessThan(line.at('answered a4 a5 a6'));
    expect([line.waiting, line.told]).toEqual([[], [3, 3, 1]]);
  });

  test('one that comes to the city before the one before it goes again alone, and no more go ahead (LOG-3)', async () => {
    line = new Line(13);
    // The third batch overtakes the second, once.
    const delays = [2, 30];
    line.answers = () => new Promise((resolve) => setTimeout(resolve, delays.shift() ?? 2));
    await line.send();
    expect([line.waiting, line.told]).toEqual([[], [3, 3, 3, 3, 1]]);
    expect(line.events.filter((event) => event === 'sent a7 a8 a9')).toHaveLength(2);
    expect(line.at('sent a10 a11 a12')).toBeGreaterThan(line.at('answered a7 a8 a9'));
    expect(line.at('sent a13')).toBeGreaterThan(line.at('answered a10 a11 a12'));
  });

  test('a line that is slow carries one at a time: what would be refused is not carried in vain', async () => {
    vi.spyOn(performance, 'now').mockImplementation(() => line.events.length * 3_000);
    line.answers = soon;
    await line.send();
    expect(line.at('sent a7')).toBeGreaterThan(line.at('answered a4 a5 a6'));
    vi.restoreAllMocks();
  });

  test('it is on the line while the answers before it are kept, and answers are kept in order', async () => {
    await line.send();
    expect(line.at('sent a4 a5 a6')).toBeLessThan(line.at('kept a1 a2 a3'));
    const kept = line.events.filter((event) => event.startsWith('kept'));
    expect(kept).toEqual(['kept a1 a2 a3', 'kept a4 a5 a6', 'kept a7']);
  });

  test('nothing that was packed behind a batch that is refused leaves, and no action goes twice or is left (SYNC-9)', async () => {
    line.failing = (ids) => (ids.length > 1 ? refusedWith(413) : null);
    await line.send();
    const answered = line.events.filter((event) => event.startsWith('answered'));
    expect(answered).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'].map((id) => `answered ${id}`));
    expect(line.events).not.toContain('sent a4 a5 a6');
  });

  test('a batch that was packed ahead and seems to branch is sent once more alone, with the city’s last word (SYNC-11)', async () => {
    let refusals = 1;
    line.failing = ([first]) => (first === 'a4' && refusals-- > 0 ? refusedWith(409, 'CHAIN_BROKEN') : null);
    await line.send();
    expect([line.waiting, line.told]).toEqual([[], [3, 3, 1]]);
    expect(line.proofs).toEqual(['kept 0', 'kept 0', 'kept 3', 'kept 3']);
  });

  test('a branch that the city sees again is believed (SYNC-14)', async () => {
    line.failing = ([first]) => (first === 'a4' ? refusedWith(409, 'CHAIN_BROKEN') : null);
    await expect(line.send()).rejects.toMatchObject({ code: 'CHAIN_BROKEN' });
    expect(line.events.filter((event) => event === 'sent a4 a5 a6')).toHaveLength(2);
    expect(line.waiting).toEqual(['a4', 'a5', 'a6', 'a7']);
  });

  test('where the line breaks nothing more is sent, and what was answered is kept (SYNC-1)', async () => {
    line.failing = ([first]) => (first === 'a4' ? new CityCallFailed('', { code: null, status: null }) : null);
    await expect(line.send()).rejects.toBeInstanceOf(CityCallFailed);
    await soon();
    expect(line.waiting).toEqual(['a4', 'a5', 'a6', 'a7']);
    expect(line.events).not.toContain('answered a7');
  });

  test('where answers cannot be kept it ends only after what is on the line, which costs a second sending (SYNC-3)', async () => {
    Object.assign(line.store, {
      keepAnswers: async () => {
        throw new Error('the disk is full');
      },
    });
    line.answers = soon;
    await expect(line.send()).rejects.toThrow('the disk is full');
    expect(line.events.filter((event) => event.startsWith('sent'))).toEqual(['sent a1 a2 a3', 'sent a4 a5 a6']);
    expect(line.events.at(-1)).toBe('answered a4 a5 a6');
    expect(line.waiting).toHaveLength(7);
  });

  test('it ends when the program ends', async () => {
    const stop = new AbortController();
    line.answers = async () => stop.abort(new Error('stopped'));
    await expect(line.send(stop.signal)).rejects.toThrow('stopped');
    expect(line.told).toEqual([3]);
  });
});
