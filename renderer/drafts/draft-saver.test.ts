import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DraftSaver, type DraftState, PAUSE_MS } from './draft-saver.ts';

interface Draft {
  readonly label: string;
}
const draft = (label: string): Draft => ({ label });

function saverWith(save: (draft: Draft) => Promise<{ savedAt: number }>, mayRetry = true) {
  const states: DraftState[] = [];
  const saver = new DraftSaver({ save, mayRetry: () => mayRetry, onState: (state) => states.push(state) });
  return { saver, states };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a pause in typing', () => {
  it('saves once, what is typed then', async () => {
    const save = vi.fn(() => Promise.resolve({ savedAt: 7 }));
    const { saver, states } = saverWith(save);
    let label = '张';
    saver.changed(() => draft(label));
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    label = '张某';
    saver.changed(() => draft(label));
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(save.mock.calls).toEqual([[draft('张某')]]);
    expect(states).toEqual([{ state: 'saved', at: 7 }]);
  });

  it('saves nothing of an empty form', async () => {
    const save = vi.fn(() => Promise.resolve({ savedAt: 7 }));
    saverWith(save).saver.changed(() => null);
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(save).not.toHaveBeenCalled();
  });
});

it('leaving the field or the page saves at once', async () => {
  const save = vi.fn(() => Promise.resolve({ savedAt: 7 }));
  const { saver } = saverWith(save);
  saver.changed(() => draft('张某'));
  await saver.flush();
  await saver.flush();
  expect(save).toHaveBeenCalledTimes(1);
});

it('one call at a time, the latest state last', async () => {
  const answers: (() => void)[] = [];
  const save = vi.fn(() => new Promise<{ savedAt: number }>((resolve) => answers.push(() => resolve({ savedAt: 1 }))));
  const { saver } = saverWith(save);
  saver.changed(() => draft('一'));
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  saver.changed(() => draft('二'));
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(save).toHaveBeenCalledTimes(1);
  answers[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(save.mock.lastCall).toEqual([draft('二')]);
});

describe('a save that fails', () => {
  it('is said, and tried again until it succeeds, with what is typed then', async () => {
    const failure = new TypeError('Failed to fetch');
    const save = vi.fn<(draft: Draft) => Promise<{ savedAt: number }>>(() => Promise.resolve({ savedAt: 9 }));
    save.mockRejectedValueOnce(failure);
    const { saver, states } = saverWith(save);
    saver.changed(() => draft('张某'));
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(states).toEqual([{ state: 'failed', error: failure }]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(states.at(-1)).toEqual({ state: 'saved', at: 9 });
    expect(save).toHaveBeenCalledTimes(2);
  });

  it('waits for the next change where trying again cannot help', async () => {
    const save = vi.fn(() => Promise.reject(new Error('too large')));
    const { saver } = saverWith(save, false);
    saver.changed(() => draft('长'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(1);
  });
});

it('saves nothing after the case was registered, and waits for the call under way', async () => {
  const answers: (() => void)[] = [];
  const save = vi.fn(() => new Promise<{ savedAt: number }>((resolve) => answers.push(() => resolve({ savedAt: 1 }))));
  const { saver } = saverWith(save);
  saver.changed(() => draft('一'));
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  let stopped = false;
  const stopping = saver.stop().then(() => {
    stopped = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(stopped).toBe(false);
  answers[0]?.();
  await stopping;
  saver.changed(() => draft('二'));
  await saver.flush();
  expect(save).toHaveBeenCalledTimes(1);
});
