import { DEFAULT_PERIOD_MS } from './schedule.ts';

const MINUTE_MS = 60_000;
const KIB = 1024;

/** The slowest that a line may be made, in KiB/s: the largest batch still passes within one call (SYNC-9). */
export const LEAST_LIMIT_KIB = 8;
export const MOST_LIMIT_KIB = 1_000_000;
export const MOST_PERIOD_MINUTES = 24 * 60;

/** How this center reaches the city; set by IT. */
export interface LineSettings {
  readonly proxy: {
    /** `http://host:port` or `https://host:port`. */
    readonly address: string;
    /** Both empty where the proxy asks for none. */
    readonly user: string;
    readonly password: string;
  } | null;
  /** Certificates in PEM that are trusted beside the public ones; empty where there are none. */
  readonly authorities: string;
  /** KiB/s in each direction; 0 for no limit. */
  readonly limitKib: number;
  /** Between two rounds where nobody asks for one. */
  readonly periodMinutes: number;
}

export const defaultLine: LineSettings = {
  proxy: null,
  authorities: '',
  limitKib: 0,
  periodMinutes: DEFAULT_PERIOD_MS / MINUTE_MS,
};

/** What people read where an address would carry cases in plain text. */
export const UNGUARDED_CITY = '市平台地址要以 https:// 开头，否则内容会在路上被人看见；http:// 只能用于本机';

/** Whether what goes to this address is encrypted, or stays on this machine. */
export function isGuardedCity(origin: string): boolean {
  const url = URL.parse(origin);
  if (url?.protocol === 'https:') return true;
  return url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}

/** Bytes per second; 0 for no limit. */
export const limitOf = ({ limitKib }: LineSettings): number => limitKib * KIB;

export const periodOf = ({ periodMinutes }: LineSettings): number => periodMinutes * MINUTE_MS;

/** What a try of the line goes through, in this order; the first that fails is the last. */
export const lineSteps = [
  { id: 'name', name: '找主机' },
  { id: 'reach', name: '连主机' },
  { id: 'proxy', name: '过代理' },
  { id: 'certificate', name: '验证书' },
  { id: 'city', name: '市平台应答' },
  { id: 'station', name: '认本站' },
] as const;
export type LineStepId = (typeof lineSteps)[number]['id'];
