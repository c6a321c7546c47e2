import * as z from 'zod';
import { tellings } from '../domain/cases/citizen-actions.ts';
import { readQueryCode } from '../domain/center/numbering.ts';
import { namedPlaceSchema } from '../domain/directory/poster-place.ts';
import { gradeIds, ratingSubjectIds } from '../domain/intake/ratings.ts';
import { submissionSchema } from '../domain/intake/submission.ts';
import { procedure } from './errors.ts';

/** What systems of the city do in a resident's name (docs/inbound-api.md): whatever the public pages can do. */

const { placeDetail, facts, opponent, opponentPlace, wish, name, phone, consent } = submissionSchema.shape;

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
  placeCode: namedPlaceSchema.describe(
    '事情发生的社区（12 位）或街道（9 位），用 /inbound/places 查；也可以直接用楼栋海报上的编码，例如 410105016002-K7MW',
  ),
  placeDetail: placeDetail.describe('楼号等具体位置；用楼栋编码的，楼栋名会自动写在前面'),
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
  isOpen: z.boolean().describe('还能不能补充情况、加照片、要求撤回'),
  rateable: z
    .array(
      z.object({
        subject: z.enum(ratingSubjectIds).describe('评价时填的 subject'),
        question: z.string().describe('问本人的话，例如“受理快不快”'),
      }),
    )
    .describe('现在可以评价的，每项评一次'),
});
export type InboundProgress = z.output<typeof inboundProgressSchema>;

export const inboundTellSchema = z.object({
  idempotencyKey,
  ...caseKey,
  words: z.string().max(4_000).describe('要说的话；最多 1500 字'),
});
export type InboundTell = z.output<typeof inboundTellSchema>;

export const inboundPhotosSchema = z.object({
  idempotencyKey,
  ...caseKey,
  photos: z.array(z.string()).describe('照片或短视频，每个的 Base64；JPG、PNG、WebP、MP4、MOV、WebM，一次最多 3 个'),
});
export type InboundPhotos = z.output<typeof inboundPhotosSchema>;

export const inboundRateSchema = z.object({
  idempotencyKey,
  ...caseKey,
  ratings: z
    .array(
      z.object({
        subject: z.enum(ratingSubjectIds, '没有这一项').describe('评的是什么，只能是查进度时 rateable 里有的'),
        grade: z.enum(gradeIds, '请选一个').describe('satisfied 满意；mostly 基本满意；dissatisfied 不满意'),
        words: z.string().max(4_000).default('').describe('原因，最多 500 字；不满意的必须写'),
      }),
    )
    .max(ratingSubjectIds.length)
    .describe('每项评一次，评过的不变'),
});
export type InboundRate = z.output<typeof inboundRateSchema>;

export const inboundAnswersSchema = z.object({
  words: z
    .array(
      z.object({
        kind: z.enum([...tellings, 'rating']).describe('message 补充情况；withdrawal 要求撤回；rating 评价'),
        name: z.string().describe('例如“群众对结果不满意”'),
        words: z.string().nullable().describe('本人说的话'),
        at: z.int().describe('说的时间，毫秒'),
        answer: z
          .object({
            words: z.string().nullable().describe('中心的答复；为空是没有另写答复，而是决定重新办理'),
            at: z.int(),
          })
          .nullable()
          .describe('还没有答复时为空'),
        answerBy: z.int().nullable().describe('中心最迟什么时候答复，毫秒；不用答复的为空'),
      }),
    )
    .describe('本人在公开页面和各系统里说过的，先说的在前'),
});
export type InboundAnswers = z.output<typeof inboundAnswersSchema>;

export const inboundPosterSchema = z.object({
  code: z.string().trim().min(1, '请写海报上的编码').max(40).describe('海报网址 /m/ 后面的编码，大小写都可以'),
});

export const inboundPlacesSchema = z.object({
  text: z.string().trim().min(1, '请写村名或者社区名').max(40).describe('村、社区或街道的名字，也可以写几个字'),
});

export const inboundProveSchema = z.object({ placeCode: namedPlaceSchema.describe('与提交时相同'), phone });
export type InboundProve = z.output<typeof inboundProveSchema>;

const done = z.object({ done: z.literal(true) });
const foundPlaces = z.array(z.object({ code: z.string(), name: z.string().describe('写全到区县，给人看') }));

const route = <Path extends `/${string}`>(path: Path, summary: string, description: string) => ({
  ...{ tags: ['城市系统'], path, summary, description },
  spec: (operation: object) => ({ ...operation, security: [{ clientSignature: [] }] }),
});

export const inbound = {
  places: procedure
    .route(route('/inbound/places', '查地方代码', '按名字找社区和街道，最多 8 个。'))
    .input(inboundPlacesSchema)
    .output(z.object({ places: foundPlaces })),
  posterPlaces: procedure
    .route(
      route(
        '/inbound/poster-places',
        '查海报是哪里的',
        '街道、社区或楼栋海报上的编码。区划调整过的，答现在的地方；拆成几个的都列出来，由本人选。',
      ),
    )
    .input(inboundPosterSchema)
    .output(
      z.object({
        places: foundPlaces.describe('一个；没有这个地方时为空'),
        placeDetail: z.string().describe('楼栋的名字；不是楼栋的为空'),
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
  /** @throws KEY_REUSED, NOT_FOUND, NOT_POSSIBLE_NOW, TOO_LARGE, INVALID_INPUT */
  photos: procedure
    .route(
      route(
        '/inbound/photos',
        '加照片',
        '照片和短视频成为案件的材料，由中心取走。一次最多 3 个，整个请求最多 15 MB（Base64 以后），一件最多 12 张照片、3 段视频。按内容认格式，不看名字；照片里的拍摄地点会去掉；收过的同一个不会再收一次。',
      ),
    )
    .input(inboundPhotosSchema)
    .output(done),
  /** @throws KEY_REUSED, NOT_FOUND, NOT_POSSIBLE_NOW, INVALID_INPUT with a field for each rating, by its subject */
  rate: procedure
    .route(
      route(
        '/inbound/ratings',
        '评价',
        '各环节和结果，每轮每项评一次，评过的不变。不满意的退回受理的人，五个工作日内答复本人（/inbound/answers）。填得不对的，data.fields 按 subject 说明。',
      ),
    )
    .input(inboundRateSchema)
    .output(done),
  /** @throws NOT_FOUND */
  answers: procedure
    .route(route('/inbound/answers', '看中心的答复', '本人说过的话和中心对它的答复。经办人写的别的都不答。'))
    .input(inboundKeySchema)
    .output(inboundAnswersSchema),
};
