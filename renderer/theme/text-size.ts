import { create } from 'zustand';
import type { TextSize } from './tokens.ts';

const STORAGE_KEY = 'fengqiao.textSize';

/** A browser may refuse storage (private window, full disk): the choice then lasts as long as the window. */
function remembered(): TextSize {
  try {
    return globalThis.localStorage?.getItem(STORAGE_KEY) === 'large' ? 'large' : 'standard';
  } catch {
    return 'standard';
  }
}

function remember(size: TextSize): boolean {
  try {
    globalThis.localStorage?.setItem(STORAGE_KEY, size);
    return true;
  } catch {
    return false;
  }
}

interface TextSizeState {
  readonly size: TextSize;
  /** False after the browser refused to keep the choice; the sider says so. */
  readonly kept: boolean;
  readonly choose: (size: TextSize) => void;
}

export const useTextSize = create<TextSizeState>()((set) => ({
  size: remembered(),
  kept: true,
  choose: (size) => set({ size, kept: remember(size) }),
}));
