import { lookup } from 'node:dns/promises';
import { request } from 'node:http';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { LineStep } from '../../contract/sync-line.ts';
import type { LineSettings, LineStepId } from '../../domain/sync/line.ts';
import { trusted } from './authorities.ts';
import { certificateProblem, certificateWords } from './certificate-problem.ts';
import { goesDirect, proxyAuthorization } from './city-line.ts';

/** How long one step may take, in ms. */
const STEP_MS = 15_000;

/** A step that failed, in words for IT. */
class StepFailed extends Error {
  readonly step: LineStepId;
  constructor(step: LineStepId, words: string, cause?: unknown) {
    super(words, { cause });
    this.step = step;
  }
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException | null)?.code ?? 'UNKNOWN');
const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

export interface LineCheck {
  readonly origin: string;
  readonly line: LineSettings;
  /** In ms since 1970. */
  readonly now: () => number;
  /** Asks the city itself, over the line; resolves to what it is, in words. @throws StepFailed's like with words. */
  readonly ask: () => Promise<readonly LineStep[]>;
}

/**
 * Tries the way to the city, and says at each step in plain words what was found. Name, host, proxy and certificate are
 * looked at one by one, because the call itself would only say that it failed.
 */
export async function checkLine({ origin, line, now, ask }: LineCheck): Promise<readonly LineStep[]> {
  const city = new URL(origin);
  const proxy = line.proxy && !goesDirect(city) ? new URL(line.proxy.address) : null;
  const steps: LineStep[] = [];
  const passed = (step: LineStepId, text: string) => void steps.push({ step, ok: true, text });
  const open: Socket[] = [];
  try {
    const first = proxy ?? city;
    passed('name', await findHost(first, proxy !== null));
    let socket = await reach(first, proxy !== null);
    open.push(socket);
    passed('reach', `${proxy ? '代理' : '主机'} ${first.host} 连得上`);
    if (proxy && line.proxy) {
      if (proxy.protocol === 'https:') {
        const { secured, words } = await secure(socket, proxy, line, now());
        socket = secured;
        open.push(secured);
        passed('certificate', `代理的${words}`);
      }
      socket = await passProxy(socket, city, line.proxy);
      passed('proxy', '代理放行');
    }
    if (city.protocol === 'https:') {
      const { secured, words } = await secure(socket, city, line, now());
      open.push(secured);
      passed('certificate', words);
    }
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    return [...steps, { step: error.step, ok: false, text: error.message }];
  } finally {
    // The outer ones first: Node 24 crashes where TLS outlives the socket that it runs over.
    for (const socket of open.reverse()) socket.destroy();
  }
  return [...steps, ...(await ask())];
}

async function findHost(url: URL, isProxy: boolean): Promise<string> {
  const host = hostOf(url);
  try {
    const { address } = await lookup(host);
    return address === host ? `${host} 是地址，不用解析` : `${host} 解析为 ${address}`;
  } catch (error) {
    const what = isProxy ? '代理' : '市平台';
    const words = `找不到${what}的主机 ${host}：域名解析不出来。请核对名字，或者本机的 DNS 设置`;
    throw new StepFailed('name', words, error);
  }
}

function reach(url: URL, isProxy: boolean): Promise<Socket> {
  const what = isProxy ? '代理' : '主机';
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ host: hostOf(url), port: portOf(url) });
    const fail = (words: string, cause?: unknown) => {
      socket.destroy();
      reject(new StepFailed('reach', words, cause));
    };
    socket.setTimeout(STEP_MS, () => fail(`${what} ${url.host} 没有回应：可能地址不对，或者防火墙挡住了`));
    socket.once('error', (error) => fail(reachWords(codeOf(error), what, url), error));
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.removeAllListeners('error').on('error', () => undefined);
      resolve(socket);
    });
  });
}

function reachWords(code: string, what: string, { host }: URL): string {
  switch (code) {
    case 'ECONNREFUSED':
      return `${what} ${host} 拒绝连接：那台机器在，但这个端口上没有服务。请核对端口`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `到${what} ${host} 没有路：请检查网线、网关和专网`;
    case 'ECONNRESET':
      return `${what} ${host} 刚连上就断开了：可能被防火墙挡住`;
    default:
      return `${what} ${host} 连不上（${code}）`;
  }
}

/** Asks the proxy for a tunnel to the city. For an address without TLS the call itself shows whether it lets it through. */
function passProxy(socket: Socket, city: URL, proxy: NonNullable<LineSettings['proxy']>): Promise<Socket> {
  const authorization = proxyAuthorization(proxy);
  const host = `${city.hostname}:${portOf(city)}`;
  return new Promise((resolve, reject) => {
    const call = request({
      method: city.protocol === 'https:' ? 'CONNECT' : 'HEAD',
      path: city.protocol === 'https:' ? host : `${city.origin}/health`,
      headers: { host, ...(authorization === null ? {} : { 'proxy-authorization': authorization }) },
      createConnection: () => socket,
      timeout: STEP_MS,
    });
    const answered = (status: number) => {
      const words = proxyWords(status, authorization !== null, city);
      if (words === null) resolve(socket);
      else reject(new StepFailed('proxy', words));
    };
    const silent = (cause?: unknown) =>
      reject(new StepFailed('proxy', '代理没有按代理的规矩回答：这个地址上可能不是代理，请核对地址和端口', cause));
    call.once('connect', ({ statusCode = 0 }) => answered(statusCode));
    call.once('response', (response) => {
      response.resume();
      answered(city.protocol === 'https:' ? (response.statusCode ?? 0) : plainStatus(response.statusCode ?? 0));
    });
    call.once('timeout', () => silent());
    call.on('error', silent);
    call.end();
  });
}

/** Of a plain call only the proxy's own refusals count here; the rest is the city's, and looked at when it is asked. */
const plainStatus = (status: number): number => (status === 407 || status === 403 ? status : 200);

function proxyWords(status: number, hasPassword: boolean, { host }: URL): string | null {
  switch (true) {
    case status >= 200 && status < 300:
      return null;
    case status === 407:
      return hasPassword ? '代理不认这个账号和密码，请核对' : '代理要账号和密码，请填上';
    case status === 403 || status === 405:
      return `代理不让连 ${host}（${status}）：请代理的管理员放行这个地址`;
    case status === 502 || status === 503 || status === 504:
      return `代理自己连不上 ${host}（${status}）：代理找不到这台主机，或者连不过去`;
    default:
      return `代理没有放行 ${host}，回答了 ${status}`;
  }
}

/** TLS over what is connected. Everything is accepted first, so that what is wrong with a certificate can be said. */
function secure(
  socket: Socket,
  url: URL,
  { authorities }: LineSettings,
  now: number,
): Promise<{ secured: Socket; words: string }> {
  const host = hostOf(url);
  const ca = trusted(authorities);
  return new Promise((resolve, reject) => {
    const named = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const secured = connectTls({ socket, ...named, ...(ca ? { ca } : {}), rejectUnauthorized: false });
    const fail = (words: string, cause?: unknown) => {
      secured.destroy();
      reject(new StepFailed('certificate', words, cause));
    };
    const noTls = `${url.host} 不用 TLS 说话：地址可能该写 http://，或者端口不对`;
    secured.setTimeout(STEP_MS, () => fail(`${url.host} 接通后没有出示证书`));
    secured.once('error', (error) => fail(noTls, error));
    secured.once('secureConnect', () => {
      secured.setTimeout(0);
      secured.removeAllListeners('error').on('error', () => undefined);
      const certificate = secured.getPeerX509Certificate();
      if (!certificate) return fail(`${url.host} 没有出示证书`);
      // The type says Error, Node gives its code; null and undefined where it is trusted.
      const refusal = secured.authorizationError as unknown;
      const code = typeof refusal === 'string' ? refusal : refusal ? codeOf(refusal) : null;
      const problem = certificateProblem({ certificate, host, now, refusal: code });
      if (problem) return fail(problem);
      resolve({ secured, words: certificateWords(certificate) });
    });
  });
}
