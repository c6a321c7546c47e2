import * as z from 'zod';
import { fileHashSchema } from '../domain/files/file.ts';
import { verificationCodeSchema } from '../domain/verification/code.ts';
import { paperFileKinds, paperStandings } from '../domain/verification/papers.ts';
import { procedure } from './errors.ts';

/** What the city answers of a code, to anybody (docs/verification.md). */
export const verificationStates = [
  ...paperStandings,
  { id: 'not_reported', name: '已由接入市平台的调解组织出具，还没有报到市里' },
  { id: 'unknown', name: '查无此码' },
] as const;
export type VerificationState = (typeof verificationStates)[number]['id'];

const oneOf = <Id extends string>(items: readonly { readonly id: Id; readonly name: string }[]) =>
  z.enum(items.map(({ id }) => id)).describe(items.map(({ id, name }) => `${id} ${name}`).join('；'));

/** Which of the paper's files a hash is of. */
export const fileMatches = [...paperFileKinds, { id: 'other', name: '不是这份文书的文件' }] as const;

export const checkInputSchema = z.object({
  code: z.string().max(60).describe('核验码，大小写、空格、短横都可以'),
  token: z.string().max(200).optional().describe('二维码网址里核验码后面的一段；有它，还没有报到市里的也能核对签名'),
  sha256: fileHashSchema.optional().describe('要核对的文件的 SHA-256，十六进制；文件本身不要发来'),
});
export type CheckInput = z.infer<typeof checkInputSchema>;

/** Always the same fields, so that an answer about nothing looks like any other. */
export const checkOutputSchema = z.object({
  state: oneOf(verificationStates),
  code: verificationCodeSchema.nullable().describe('读出的核验码；写得不对（抄错、漏字）时为空'),
  form: z.string().nullable().describe('文书名称'),
  number: z.string().nullable().describe('文书编号'),
  committee: z.string().nullable().describe('出具的人民调解委员会'),
  issuedOn: z.iso.date().nullable().describe('出具日期'),
  effectiveOn: z.iso.date().nullable().describe('协议生效日期'),
  file: oneOf(fileMatches).nullable().describe('没有问文件，或者没有文件可以比对时为空'),
});
export type CheckOutput = z.infer<typeof checkOutputSchema>;

export const verification = {
  /** @throws TOO_MANY_QUESTIONS */
  check: procedure
    .route({
      tags: ['核验'],
      path: '/verification/check',
      summary: '核验调解协议：真伪、是否生效、文件是否一致',
      description:
        '公开接口，不需要令牌，按来源地址限次。只答状态、编号、委员会和日期，不答当事人和内容。' +
        '查不到的核验码也按同样的字段、同样的时间回答。',
      spec: (operation: object) => ({ ...operation, security: [] }),
    })
    .input(checkInputSchema)
    .output(checkOutputSchema),
};
