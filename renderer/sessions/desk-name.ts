const STORAGE_KEY = 'fengqiao.deskName';

/** The name of this desk (3 号窗口), kept by the browser; empty where it keeps nothing. */
export function rememberedDesk(): string {
  try {
    return window.localStorage.getItem(STORAGE_KEY) ?? '';
  } catch {
    return '';
  }
}

/** A browser that refuses storage asks for the name again next time: nothing else depends on it. */
export function rememberDesk(name: string | undefined): void {
  try {
    window.localStorage.setItem(STORAGE_KEY, name ?? '');
  } catch {
    return;
  }
}
