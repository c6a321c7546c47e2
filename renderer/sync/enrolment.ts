import { isGuardedCity, UNGUARDED_CITY } from '../../domain/sync/line.ts';
import type { FindProblem } from '../forms/checks.ts';

/** What is typed to enrol this center, as it was typed. */
export interface TypedEnrolment {
  readonly origin: string;
  readonly code: string;
}

const LEAST_CODE = 8;

/** As people type it, in full width or with blanks: `Sync.Example.cn/` → `https://sync.example.cn`. */
export function cityOrigin(typed: string): string {
  const text = typed
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll('。', '.')
    .replace(/(?<=[^/:])\/+$/, '');
  return (/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`).toLowerCase();
}

/** Blanks, full width and small letters are no mistake. */
export function enrolmentCode(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const originCheck: FindProblem = (value) => {
  const typed = textOf(value);
  if (typed.trim() === '') return '请填市平台地址';
  const url = URL.parse(cityOrigin(typed));
  if (!url || !['http:', 'https:'].includes(url.protocol)) return '地址要写成 https://sync.example.gov.cn 的样子';
  if (!isGuardedCity(url.origin)) return UNGUARDED_CITY;
  return `${url.pathname}${url.search}${url.hash}` === '/' ? null : '只写到域名或端口，后面的路径不要';
};

export const codeCheck: FindProblem = (value) => {
  const code = enrolmentCode(textOf(value));
  if (code === '') return '请填接入码';
  return code.length < LEAST_CODE ? '接入码没有写全，请核对' : null;
};
