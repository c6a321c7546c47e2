/**
 * What the shell uses of Electron's main process. Modules take it as a parameter, so that their logic runs in tests
 * against the stand-in of `electron/testing`, where no Electron binary exists. Only `index.ts` imports the real one.
 */
export type ElectronApi = Pick<
  typeof import('electron'),
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'MessageChannelMain'
  | 'nativeImage'
  | 'Notification'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session'
  | 'shell'
  | 'Tray'
  | 'utilityProcess'
>;
