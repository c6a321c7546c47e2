import { describe, expect, test } from 'vitest';
import { asContents, asSession } from '../testing/electron-stand-in.ts';
import { StandInSession } from '../testing/stand-in-session.ts';
import { StandInContents, StandInFrame } from '../testing/stand-in-window.ts';
import { confineContents, confineDownloads, denyPermissions, isTrustedSender, originOf } from './security.ts';

const PAGE = 'app://desk';
const places = { page: PAGE, embedded: 'app-print://document' };
const log = () => {};

function navigate(
  event: 'will-navigate' | 'will-redirect' | 'will-frame-navigate',
  url: string,
  isMainFrame: boolean,
): boolean {
  const contents = new StandInContents();
  confineContents(asContents(contents), places, log);
  let prevented = false;
  contents.emit(event, { url, isMainFrame, preventDefault: () => (prevented = true) });
  return !prevented;
}

test.each([
  ['app://desk/cases/1', 'app://desk'],
  ['https://example.org:8443/x', 'https://example.org:8443'],
  ['data:text/html,x', undefined],
  ['file:///etc/passwd', undefined],
  ['javascript:alert(1)', undefined],
  ['not an address', undefined],
])('origin of %s is %s', (address, origin) => {
  expect(originOf(address)).toBe(origin);
});

describe('navigation', () => {
  test('stays within our own page', () => {
    expect(navigate('will-navigate', 'app://desk/#/cases', true)).toBe(true);
  });

  test.each([
    'https://example.org/',
    'http://desk/',
    'app://desk.evil.example/',
    'app://user@other/',
    'file:///etc/passwd',
    'data:text/html,<script>1</script>',
    'javascript:alert(1)',
    'blob:app://desk/1',
    'app-print://document/x.pdf',
    'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html',
    'about:blank',
  ])('of the window to %s is refused', (url) => {
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
      expect(navigate(event, url, true)).toBe(false);
    }
  });

  test('of a frame is for previews and the PDF viewer only', () => {
    const allowed = [
      'blob:app://desk/5e2b',
      'about:blank',
      'app-print://document/x.pdf',
      'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html',
    ];
    for (const url of allowed) expect(navigate('will-frame-navigate', url, false)).toBe(true);
    for (const url of ['https://example.org/', 'blob:https://example.org/1', 'chrome-extension://other/index.html']) {
      expect(navigate('will-frame-navigate', url, false)).toBe(false);
    }
  });

  test('opens no window and attaches no webview', () => {
    const contents = new StandInContents();
    confineContents(asContents(contents), places, log);
    const details = { url: 'app://desk/', frameName: '', features: '', disposition: 'new-window' } as const;
    expect(contents.openHandler!({ ...details, referrer: { url: '', policy: 'default' } })).toEqual({ action: 'deny' });
    let prevented = false;
    contents.emit('will-attach-webview', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });
});

test('every permission is refused, asked or checked', () => {
  const session = new StandInSession();
  denyPermissions(asSession(session));
  const contents = asContents(new StandInContents());
  const answers: unknown[] = [];
  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'usb',
    'openExternal',
  ] as const) {
    const details = { isMainFrame: true, requestingUrl: 'app://desk/' };
    session.permissionRequest!(contents, permission, (granted) => answers.push(granted), details);
    answers.push(session.permissionCheck!(contents, permission, PAGE, details));
  }
  expect(answers).toEqual(Array.from({ length: 12 }, () => false));
  expect(session.devicePermission!({ deviceType: 'usb', origin: PAGE } as never)).toBe(false);
  session.displayMedia!({} as never, (streams) => expect(streams).toBeNull());
  session.bluetooth!({} as never, (response) => expect(response).toEqual({ confirmed: false }));
});

test('only files that the page made itself are downloaded', () => {
  const session = new StandInSession();
  confineDownloads(asSession(session), PAGE, log);
  const downloads = (url: string) => {
    let prevented = false;
    session.emit('will-download', { preventDefault: () => (prevented = true) }, { getURL: () => url });
    return !prevented;
  };
  expect(downloads('blob:app://desk/5e2b')).toBe(true);
  for (const url of [
    'https://example.org/a.exe',
    'blob:https://example.org/1',
    'data:application/zip,1',
    'app://desk/a.exe',
  ]) {
    expect(downloads(url)).toBe(false);
  }
});

describe('the sender of a call', () => {
  const contents = new StandInContents();
  const ours = (id: number) => id === contents.id;
  const trusted = (frame: StandInFrame | null, sender = contents) =>
    isTrustedSender({ sender, senderFrame: frame } as never, PAGE, ours);

  test('is trusted as the main frame of our window with our page', () => {
    expect(trusted(new StandInFrame('app://desk/'))).toBe(true);
  });

  test('is refused as a frame that is gone, an inner frame, a foreign page, or a foreign window', () => {
    const main = new StandInFrame('app://desk/');
    expect(trusted(null)).toBe(false);
    expect(trusted(new StandInFrame('app://desk/', main))).toBe(false);
    for (const url of ['https://example.org/', 'app://desk.example/', 'file:///x', 'about:blank', '']) {
      expect(trusted(new StandInFrame(url))).toBe(false);
    }
    expect(trusted(main, new StandInContents())).toBe(false);
  });
});
