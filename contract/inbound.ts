import * as z from 'zod';
import { readQueryCode } from '../domain/center/numbering.ts';
import { submissionSchema } from '../domain/intake/submission.ts';
import { procedure } from './errors.ts';

/** What systems of the city do in a resident's name (docs/inbound-api.md): whatever the public pages can do. */

const { placeCode, placeDetail, facts, opponent, opponentPlace, wish, name, phone, consent } = submissionSchema.shape;

const idempotencyKey = z
  .uuid()
  .describe(
    '幂等键：每件事一个新的 UUID。没有收到答复就用同一个键原样再发，不会办两次；48 小时内同一个键换了内容会被拒绝',
  );

const caseKey = {
  queryCode: z
    .string()
    .max(40)
    .transform((typed, context) => {
      const code = readQueryCode(typed);
      if (code !== null) return code;
      context.addIssue({ code: 'custom', message: '查询码是 8 位字母和数字，请对照收据再输一遍' });
      return z.NEVER;
    })
    .describe('收据上的查询码，大小写、空格、短横都可以'),
  digits: z
    .string()
    .regex(/^\d{4}$/, '请填手机号后 4 位数字')
    .describe('申请人手机号后 4 位'),
};

export const inboundSubmissionSchema = z.object({
  placeCode: placeCode.describe('事情发生的社区（12 位）或街道（9 位），用 /inbound/places 查'),
  placeDetail: placeDetail.describe('楼号等具体位置'),
  facts: facts.describe('发生了什么事'),
  opponent: opponent.describe('对方叫什么'),
  opponentPlace: opponentPlace.describe('对方住哪儿'),
  wish: wish.describe('on_site 当面说；remote 不见面说'),
  name: name.describe('提交人姓名；不要身份证号'),
  phone: phone.describe('提交人的手机号'),
  consent: consent.describe('本人看过告知书并同意后才填 yes（个人信息保护法第十四条），不能由程序代填'),
});

const proofSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sms').describe('手机号由短信验证码证明'),
    proofId: z.uuid().describe('由 /inbound/phone-proofs 取得'),
    code: z.string().max(20).describe('短信里的 6 位数字'),
  }),
  z.object({
    kind: z.literal('vouched').describe('手机号由对方系统核实过（要有权限 phone:vouched）'),
  }),
]);

export const inboundSubmitSchema = z.object({
  idempotencyKey,
  submission: inboundSubmissionSchema,
  proof: proofSchema,
});
export type InboundSubmit = z.output<typeof inboundSubmitSchema>;

export const inboundReceiptSchema = z.object({
  caseId: z.uuid().describe('案件编号，与事件推送里的 caseId 相同'),
  queryCode: z.string().describe('查询码，请让本人保存'),
  receivedAt: z.int().describe('收到的时间，毫秒'),
  center: z.string().nullable().describe('交给了哪个中心；还没有中心可交时为空'),
});
export type InboundReceipt = z.output<typeof inboundReceiptSchema>;

export const inboundKeySchema = z.object(caseKey);
export type InboundKey = z.output<typeof inboundKeySchema>;

export const inboundProgressSchema = z.object({
  title: z.string().describe('案件名称'),
  headline: z.string().describe('现在到哪一步，一句话'),
  who: z.string().nullable().describe('谁在办：中心和调解员'),
  next: z.string().nullable().describe('接下来会怎样，或者要本人做什么'),
  by: z.string().nullable().describe('最迟什么时候'),
  steps: z.array(
    z.object({
      name: z.string(),
      when: z.string().nullable().describe('什么时候，例如“11月23日 16:05”'),
      state: z.enum(['done', 'now', 'to_come']).describe('done 做完了；now 正在做；to_come 还没到'),
    }),
  ),
  isOpen: z.boolean().describe('还能不能补充情况、要求撤回'),
});
export type InboundProgress = z.output<typeof inboundProgressSchema>;

export const inboundTellSchema = z.object({
  idempotencyKey,
  ...caseKey,
  words: z.string().max(4_000).describe('要说的话；最多 1500 字'),
});
export type InboundTell = z.output<typeof inboundTellSchema>;

export const inboundPlacesSchema = z.object({
  text: z.string().trim().min(1, '请写村名或者社区名').max(40).describe('村、社区或街道的名字，也可以写几个字'),
});

export const inboundProveSchema = z.object({ placeCode: placeCode.describe('与提交时相同'), phone });
export type InboundProve = z.output<typeof inboundProveSchema>;

const done = z.object({ done: z.literal(true) });

const route = <Path extends `/${string}`>(path: Path, summary: string, description: string) => ({
  ...{ tags: ['城市系统'], path, summary, description },
  spec: (operation: object) => ({ ...operation, security: [{ clientSignature: [] }] }),
});

export const inbound = {
  places: procedure
    .route(route('/inbound/places', '查地方代码', '按名字找社区和街道，最多 8 个。'))
    .input(inboundPlacesSchema)
    .output(
      z.object({
        places: z.array(z.object({ code: z.string(), name: z.string().describe('写全到区县，给人看') })),
      }),
    ),
  /** @throws TOO_MANY_QUESTIONS, NOT_POSSIBLE_NOW */
  prove: procedure
    .route(
      route('/inbound/phone-proofs', '给提交人的手机发验证码', '同一手机一分钟一次，一天五次。验证码十分钟内有效。'),
    )
    .input(inboundProveSchema)
    .output(z.object({ proofId: z.uuid() })),
  /** @throws KEY_REUSED, TOO_MANY_QUESTIONS, INVALID_INPUT */
  submit: procedure
    .route(
      route(
        '/inbound/submissions',
        '替群众提交',
        '与公开页面 /m 的提交相同：在区县登记成案件，交给当地中心。手机号由短信验证码证明，或由有 phone:vouched 权限的系统核实；后一种同一手机一分钟一次，一天五次。',
      ),
    )
    .input(inboundSubmitSchema)
    .output(inboundReceiptSchema),
  /** @throws NOT_FOUND where code or digits are wrong, and which of them is not told */
  progress: procedure
    .route(route('/inbound/progress', '查进度', '查询码或手机后四位不对，都答 404，不说是哪一个。不答对方说了什么。'))
    .input(inboundKeySchema)
    .output(inboundProgressSchema),
  /** @throws KEY_REUSED, NOT_FOUND, NOT_POSSIBLE_NOW, TOO_MANY_QUESTIONS */
  tell: procedure
    .route(
      route('/inbound/messages', '补充情况', '写进案件的办理经过，经办人会看到。一件一天最多 10 次（和撤回合计）。'),
    )
    .input(inboundTellSchema)
    .output(done),
  /** @throws as {@link tell} */
  withdraw: procedure
    .route(route('/inbound/withdrawals', '要求撤回', '写进办理经过，由中心问过对方后决定是否终止；不会立刻撤销案件。'))
    .input(inboundTellSchema)
    .output(done),
};
