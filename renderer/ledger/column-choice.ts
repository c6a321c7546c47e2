/**
 * Columns chosen for a built-in view, kept by the browser for one person; a view of one's own keeps them in the store.
 * A browser that keeps nothing shows the columns of the view again next time.
 */
const keyOf = (staffId: string, viewId: string): string => `fengqiao.ledger.columns.${staffId}.${viewId}`;

export function rememberedColumns(staffId: string, viewId: string): readonly string[] | undefined {
  try {
    return window.localStorage.getItem(keyOf(staffId, viewId))?.split(',');
  } catch {
    return undefined;
  }
}

/** @returns false where the browser refused */
export function rememberColumns(staffId: string, viewId: string, columns: readonly string[]): boolean {
  try {
    window.localStorage.setItem(keyOf(staffId, viewId), columns.join(','));
    return true;
  } catch {
    return false;
  }
}
