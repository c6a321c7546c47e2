import type { LineInput, LineView } from '../../contract/sync-line.ts';
import { lineInputSchema } from '../../contract/sync-line.ts';
import type { FindProblem } from '../forms/checks.ts';
import { cityOrigin } from './enrolment.ts';

/** The settings of the line as they are typed. */
export interface TypedLine {
  readonly through: 'direct' | 'proxy';
  readonly address: string;
  readonly user: string;
  readonly password: string;
  readonly authorities: string;
  readonly limit: string;
  readonly period: string;
}

export function typedLine({ proxy, authorities, limitKib, periodMinutes }: LineView): TypedLine {
  return {
    through: proxy ? 'proxy' : 'direct',
    address: proxy?.address ?? '',
    user: proxy?.user ?? '',
    password: '',
    authorities,
    limit: String(limitKib),
    period: String(periodMinutes),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
/** Full width and blanks are no mistake; nothing is no number. */
const numberOf = (typed: string): number => {
  const text = typed.normalize('NFKC').trim();
  return text === '' ? Number.NaN : Number(text);
};

/** A proxy is hardly ever spoken to over TLS: what has no scheme is meant as http. */
export function proxyAddress(typed: string): string {
  const text = typed.normalize('NFKC').trim();
  return cityOrigin(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
}

/** What was typed; an empty password keeps the one that is saved. */
export function lineInput(typed: TypedLine): LineInput {
  const { through, address, user, password, authorities, limit, period } = typed;
  const proxy = { address: proxyAddress(address), user: user.trim(), password: password === '' ? null : password };
  return {
    proxy: through === 'proxy' ? proxy : null,
    authorities: authorities.trim(),
    limitKib: numberOf(limit),
    periodMinutes: numberOf(period),
  };
}

const { limitKib, periodMinutes, proxy } = lineInputSchema.shape;
const { address: addressSchema } = proxy.unwrap().shape;
const problemOf = (result: { success: boolean; error?: { issues: { message: string }[] } }): string | null =>
  result.success ? null : (result.error?.issues[0]?.message ?? '填得不对，请核对');

export const limitCheck: FindProblem = (value) => problemOf(limitKib.safeParse(numberOf(textOf(value))));
export const periodCheck: FindProblem = (value) => problemOf(periodMinutes.safeParse(numberOf(textOf(value))));
export const addressCheck: FindProblem = (value) =>
  textOf(value).trim() === '' ? '请填代理地址' : problemOf(addressSchema.safeParse(proxyAddress(textOf(value))));

/** Where what the center refuses is typed here. */
export function fieldsOfForm(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const names: Readonly<Record<string, string>> = { limitKib: 'limit', periodMinutes: 'period' };
  return Object.fromEntries(
    Object.entries(fields).map(([path, words]) => {
      const name = path.replace(/^line\./, '').replace(/^proxy\./, '');
      return [names[name] ?? name, words];
    }),
  );
}
