import { idbRows, memoryRows } from './idb-rows.ts';
import { Kept } from './kept.ts';

/** The folder of this page in its host, by which centers on one machine are told apart. */
export function folderOf(pathname: string): string {
  return pathname.slice(0, pathname.lastIndexOf('/') + 1);
}

const folder = folderOf(window.location.pathname);

async function works(rows: ReturnType<typeof idbRows>): Promise<boolean> {
  try {
    await rows.all();
    return true;
  } catch {
    return false;
  }
}

/** What this browser keeps, and whether it keeps it longer than the page is open. */
export const phoneKept: Promise<{ readonly kept: Kept; readonly lasts: boolean }> = (async () => {
  const rows = idbRows(`fengqiao-phone:${folder}`);
  const lasts = await works(rows);
  return { kept: new Kept(lasts ? rows : memoryRows()), lasts };
})();

const LEAVING = `fengqiao.phone.leaving:${folder}`;

/** Somebody signed out while there was no line: the center is still to be told. It is a mark alone, of nobody. */
export function isLeaving(): boolean {
  try {
    return window.localStorage.getItem(LEAVING) !== null;
  } catch {
    return false;
  }
}

export function setLeaving(leaving: boolean): void {
  try {
    if (leaving) window.localStorage.setItem(LEAVING, '1');
    else window.localStorage.removeItem(LEAVING);
  } catch {
    // A browser that keeps nothing: the session then ends by itself.
    return;
  }
}
