import { type } from '@orpc/contract';
import * as z from 'zod';
import { LEAST_LIMIT_KIB, type LineStepId, MOST_LIMIT_KIB, MOST_PERIOD_MINUTES } from '../domain/sync/line.ts';
import { procedure } from './errors.ts';
import { cityOriginSchema } from './sync-fields.ts';

/** A certificate that is trusted beside the public ones. */
export interface TrustedAuthority {
  readonly subject: string;
  readonly issuer: string;
  /** In ms since 1970. */
  readonly validTo: number;
}

/** How the center reaches the city, as IT reads it: everything but the proxy's password. */
export interface LineView {
  readonly proxy: { readonly address: string; readonly user: string; readonly hasPassword: boolean } | null;
  readonly authorities: string;
  readonly trusted: readonly TrustedAuthority[];
  readonly limitKib: number;
  readonly periodMinutes: number;
}

/** One step of a try of the line. */
export interface LineStep {
  readonly step: LineStepId;
  readonly ok: boolean;
  /** What was found, or what is wrong and what to do. */
  readonly text: string;
}

const address = z
  .url({ protocol: /^https?$/, message: '代理地址要写成 http://主机:端口' })
  .max(200)
  .refine((value) => !/@/.test(value), '账号和密码填在下面，不要写进地址')
  .refine((value) => {
    const url = URL.parse(value);
    return url !== null && `${url.pathname}${url.search}${url.hash}` === '/';
  }, '只写到端口，后面的路径不要');

export const lineInputSchema = z.object({
  proxy: z
    .object({
      address,
      user: z.string().trim().max(200),
      /** Null keeps the one that is saved, while address and account stay the same. */
      password: z.string().max(200).nullable(),
    })
    .nullable(),
  /** PEM; empty for none. */
  authorities: z.string().max(256 * 1024, '证书文件太大，不像是 CA 证书'),
  /** KiB/s in each direction; 0 for no limit. */
  limitKib: z
    .int('限速要填整数')
    .min(0, '限速不能是负数')
    .max(MOST_LIMIT_KIB, '限速太大，不限就填 0')
    .refine(
      (value) => value === 0 || value >= LEAST_LIMIT_KIB,
      `太慢，一批传不完；不限填 0，要限至少 ${LEAST_LIMIT_KIB}`,
    ),
  periodMinutes: z.int('间隔要填整数').min(1, '至少 1 分钟').max(MOST_PERIOD_MINUTES, '最长一天（1440 分钟）'),
});
export type LineInput = z.infer<typeof lineInputSchema>;

/** How the center reaches the city: for IT. @throws NOT_ALLOWED */
export const syncLine = {
  settings: procedure.output(type<LineView>()),
  /** Holds from the next call on. @throws INVALID_INPUT */
  change: procedure.input(lineInputSchema).output(type<LineView>()),
  /** Tries a line that need not be saved, step by step, and changes nothing. */
  check: procedure
    .input(
      z.object({
        line: lineInputSchema,
        /** Where no city is known yet: before the center has enrolled. */
        origin: cityOriginSchema.nullable(),
      }),
    )
    .output(z.array(z.custom<LineStep>())),
};
