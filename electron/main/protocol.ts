import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, sep } from 'node:path';
import type { CustomScheme } from 'electron';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';
import type { Log } from './log.ts';

export const APP_SCHEME = 'app';
const APP_HOST = 'desk';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const APP_START_URL = `${APP_ORIGIN}/`;

/** For `protocol.registerSchemesAsPrivileged`, which Electron wants before the app is ready. */
export const APP_SCHEME_PRIVILEGES: CustomScheme = {
  scheme: APP_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
};

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.otf': 'font/otf',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** Characters that some file system reads as more than a name: separators, drives, streams, wildcards, controls. */
const UNSAFE_IN_NAME = /[\p{Cc}\\/:*?"<>|]/u;
const WINDOWS_DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The parts of a request's path, or undefined when the path could name anything but a file below the root. The path
 * is decoded once: what is still encoded after that is a literal name.
 */
export function safePathSegments(pathname: string): string[] | undefined {
  const segments: string[] = [];
  for (const encoded of pathname.split('/')) {
    if (encoded === '') continue;
    let name: string;
    try {
      name = decodeURIComponent(encoded);
    } catch {
      return undefined;
    }
    const refused =
      name === '.' || name === '..' || UNSAFE_IN_NAME.test(name) || WINDOWS_DEVICE.test(name) || /[. ]$/.test(name);
    if (refused) return undefined;
    segments.push(name);
  }
  return segments;
}

async function findFile(root: string, segments: readonly string[]): Promise<string | undefined> {
  const realRoot = await realpath(root);
  let file: string;
  try {
    file = await realpath(join(realRoot, ...segments));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ELOOP') return undefined;
    throw error;
  }
  const inside = relative(realRoot, file);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined;
  return (await stat(file)).isFile() ? file : undefined;
}

function refuse(status: number, message: string): Response {
  return new Response(message, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  });
}

/** A route of the page, as against a file that the page needs: no extension, and asked for as a document. */
function isNavigation(request: Request, segments: readonly string[]): boolean {
  const wantsDocument = request.headers.get('accept')?.includes('text/html') ?? false;
  return wantsDocument && extname(segments.at(-1) ?? '') === '';
}

async function serve(request: Request, file: string): Promise<Response> {
  const type = CONTENT_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
  const headers = new Headers({
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'cache-control': 'no-cache',
  });
  if (request.method === 'HEAD') return new Response(null, { status: 200, headers });
  return new Response(new Uint8Array(await readFile(file)), { status: 200, headers });
}

/**
 * Serves the built page from `root` at `app://desk/`. Never a file outside `root`, whatever the path holds (`..`, encoded
 * or not, backslash, NUL, a symbolic link that leads out). Answers, and never throws.
 */
export function createAppProtocol(root: string, log: Log): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, '不支持这种请求');
      const url = new URL(request.url);
      if (url.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST) return refuse(404, '没有这个地址');
      const segments = safePathSegments(url.pathname);
      if (!segments) return refuse(400, '地址不正确');
      if (segments.length > 0) {
        const file = await findFile(root, segments);
        if (file) return await serve(request, file);
        if (!isNavigation(request, segments)) return refuse(404, '没有这个文件');
      }
      const index = await findFile(root, ['index.html']);
      return index ? await serve(request, index) : refuse(404, '页面文件缺失，请重新安装');
    } catch (error) {
      log(`page file not served: ${error instanceof Error ? error.message : String(error)}`);
      return refuse(500, '页面文件读取失败，请重新打开；仍不行请重新安装');
    }
  };
}
