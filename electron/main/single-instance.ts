import type { App } from 'electron';

/**
 * Makes this the only running app on its user data folder (two processes on one store corrupt it). False when another
 * one runs already: it has been told to come to the front, and this one must quit without opening anything.
 */
export function claimSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'quit' | 'on'>,
  onSecondStart: () => void,
): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on('second-instance', onSecondStart);
  return true;
}
