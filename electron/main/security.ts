import type { IpcMainInvokeEvent, Session, WebContents } from 'electron';
import type { Log } from './log.ts';

/** Chromium's own PDF viewer, which the print window embeds. */
const PDF_VIEWER_ORIGIN = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai';

/** Origin of an address, also for our own schemes, for which `URL.origin` says "null". */
export function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.host === '' ? undefined : `${url.protocol}//${url.host}`;
}

function mayNavigate(address: string, isMainFrame: boolean, places: AllowedPlaces): boolean {
  const origin = originOf(address);
  if (origin === places.page) return true;
  if (isMainFrame) return false;
  if (address === 'about:blank' || address.startsWith(`blob:${places.page}/`)) return true;
  return origin === PDF_VIEWER_ORIGIN || (origin !== undefined && origin === places.embedded);
}

export interface AllowedPlaces {
  /** Origin of our page. */
  page: string;
  /** Origin that the PDF viewer shows in its inner frame. */
  embedded: string;
}

/**
 * Closes every way out of the page: it can go nowhere but within its own origin, opens no window, embeds no webview.
 * Applies to every web contents the app ever makes.
 */
export function confineContents(contents: WebContents, places: AllowedPlaces, log: Log): void {
  const guard = (event: { preventDefault: () => void; url: string; isMainFrame: boolean }) => {
    if (mayNavigate(event.url, event.isMainFrame, places)) return;
    event.preventDefault();
    log(`navigation refused: ${originOf(event.url) ?? 'opaque address'}`);
  };
  contents.on('will-navigate', guard);
  contents.on('will-redirect', guard);
  contents.on('will-frame-navigate', guard);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    log(`new window refused: ${originOf(url) ?? 'opaque address'}`);
    return { action: 'deny' };
  });
}

/** The page needs no camera, no place, no device, no notification of its own: all are refused. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
}

/** Only files that the page itself made (exports) may be downloaded; the person chooses where they go. */
export function confineDownloads(session: Session, origin: string, log: Log): void {
  session.on('will-download', (event, item) => {
    if (item.getURL().startsWith(`blob:${origin}/`)) return;
    event.preventDefault();
    log(`download refused: ${originOf(item.getURL()) ?? 'opaque address'}`);
  });
}

/** True only for the main frame of one of our own windows, showing our own page. */
export function isTrustedSender(
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  origin: string,
  isOurWindow: (contentsId: number) => boolean,
): boolean {
  const frame = event.senderFrame;
  if (!frame || !isOurWindow(event.sender.id)) return false;
  return frame.parent === null && originOf(frame.url) === origin;
}
