import { oc } from '@orpc/contract';
import * as z from 'zod';

/**
 * The one error table: code → HTTP status, what the user reads, and whether the same call may succeed later.
 * A message says what happened, what is safe and what to do; `detail` in the data names the case at hand.
 */
export const errorTable = {
  NOT_SIGNED_IN: { status: 401, message: '登录已失效，请重新登录。已写的内容还在草稿里。', retryable: false },
  WRONG_PASSWORD: { status: 401, message: '账号或密码不对。', retryable: false },
  TOO_MANY_ATTEMPTS: { status: 429, message: '密码错得太多，请稍后再试。', retryable: true },
  ACCOUNT_LOCKED: {
    status: 423,
    message: '密码连错太多次，账号已锁定。请过一会儿再试，或请管理员解锁。',
    retryable: false,
  },
  CODE_NEEDED: { status: 401, message: '请再输入手机上的动态口令。', retryable: false },
  PASSWORD_NEEDED: { status: 401, message: '这位离开久了，要重新输入密码。', retryable: false },
  PASSWORD_CHANGE_NEEDED: { status: 403, message: '请先改密码，改好后才能办别的。', retryable: false },
  SECOND_FACTOR_NEEDED: { status: 403, message: '您的岗位要用动态口令，请先绑定手机。', retryable: false },
  TOO_MANY_QUESTIONS: { status: 429, message: '问得太快了，请过一分钟再试。', retryable: true },
  NOT_ALLOWED: { status: 403, message: '您的岗位不能做这件事。', retryable: false },
  NOT_FOUND: { status: 404, message: '没有找到。可能已被移走，或者地址不对。', retryable: false },
  INVALID_INPUT: { status: 422, message: '有几处填得不对，改好后再存。已写的内容都在。', retryable: false },
  STALE_REVISION: {
    status: 409,
    message: '别的窗口刚改过这个案件。您写的内容还在，请看过最新情况再存。',
    retryable: false,
  },
  NOT_POSSIBLE_NOW: { status: 409, message: '案件现在的情况不能这样办。', retryable: false },
  ALREADY_DONE: { status: 409, message: '这件事已经办过了。', retryable: false },
  TOO_LARGE: { status: 413, message: '内容太大，没有保存。请删减后再存。', retryable: false },
  DOCUMENT_FAILED: { status: 500, message: '文书没有生成，案件没有变动。', retryable: true },
  STORE_READ_ONLY: {
    status: 507,
    message: '数据文件夹不能写入，没有保存。草稿还在屏幕上，请联系管理员。',
    retryable: true,
  },
  DISK_FULL: { status: 507, message: '磁盘已满，没有保存。草稿还在屏幕上，请清理磁盘后再存。', retryable: true },
  STORE_BUSY: { status: 503, message: '数据库正忙，没有保存。请过几秒再试。', retryable: true },
  ALREADY_SET_UP: { status: 409, message: '本中心已经初始化过了。', retryable: false },
  APP_TOO_OLD: {
    status: 426,
    message: '本机程序太旧，市平台不再支持。请升级程序；数据都在本机，升级后会接着同步。',
    retryable: false,
  },
  SERVER_TOO_OLD: {
    status: 501,
    message: '市平台的版本比本机旧，暂时不能同步。数据都在本机，市平台升级后会接着同步。',
    retryable: true,
  },
  ENROLMENT_REFUSED: {
    status: 403,
    message: '接入码不对、已经用过，或者过期了。请向市级管理员要一个新的接入码。',
    retryable: false,
  },
  STATION_UNKNOWN: {
    status: 401,
    message: '市平台不认识这台工作站，或者它的授权已经撤销。请管理员重新接入；数据都在本机。',
    retryable: false,
  },
  STATION_REPLACED: {
    status: 401,
    message:
      '本工作站已经在另一台电脑上重新接入，这台不再同步。没有上传也没有取回任何内容，数据都在本机。请系统管理员在“数据同步”页按提示处理。',
    retryable: false,
  },
  REQUEST_REFUSED: {
    status: 401,
    message:
      '市平台没有认可这次请求的签名：内容在路上被改过，或者同一个请求来了两次。没有收下任何内容，数据都在本机，会自动再试。',
    retryable: true,
  },
  REQUEST_CLOCK: {
    status: 401,
    message: '请求上写的时间和市平台的时间差得太多，没有收下。本站会按市平台的时间自动再试；请顺便核对这台电脑的时钟。',
    retryable: true,
  },
  CLIENT_UNKNOWN: {
    status: 401,
    message: '市平台不认识这个系统，或者它的授权已经撤销。请向市级管理员要新的密钥。',
    retryable: false,
  },
  KEY_REUSED: {
    status: 409,
    message: '这个幂等键已经用在另一个内容上。没有收下任何内容：原样再发用原来的键，改了内容换一个新的键。',
    retryable: false,
  },
  CHAIN_BROKEN: {
    status: 409,
    message:
      '本机的记录和市里收到的接不上：本机恢复过旧备份，或者同一份数据在两台电脑上用。没有上传也没有取回任何内容，数据都在本机。请系统管理员在“数据同步”页按提示重新接入。',
    retryable: false,
  },
  EPOCH_CHANGED: {
    status: 409,
    message: '市平台刚从备份恢复过。本站会先把市里缺的补回去，再接着同步，不用操作。',
    retryable: true,
  },
  NOT_SET_UP: { status: 409, message: '本中心还没有初始化。', retryable: false },
} as const;

export type ErrorCode = keyof typeof errorTable;

export const errorCodes = Object.keys(errorTable) as readonly ErrorCode[];

/** What every error may carry beside its code. */
export const errorDataSchema = z.object({
  /** What exactly is wrong here, in Chinese. */
  detail: z.string().optional(),
  /** Law or standard behind a refusal. */
  source: z.string().optional(),
  /** Workflow rule that refused (WF-n). */
  rule: z.string().optional(),
  /** Messages by field path, for forms: `parties.0.documentNumber`. */
  fields: z.record(z.string(), z.string()).optional(),
  /** The current state of a record, where the write was made on an older one (LOG-5). */
  current: z.unknown().optional(),
  /** Seconds until a try makes sense. */
  retryAfter: z.number().optional(),
  /** The server's clock in ms, where a request was refused for the time on it. */
  serverTime: z.int().optional(),
});

export type ErrorData = z.infer<typeof errorDataSchema>;

/** The error that services throw; hosts turn it into the typed error of the contract. */
export class ServiceError extends Error {
  readonly code: ErrorCode;
  readonly data: ErrorData;
  constructor(code: ErrorCode, data: ErrorData = {}, options?: ErrorOptions) {
    super(data.detail ?? errorTable[code].message, options);
    this.name = 'ServiceError';
    this.code = code;
    this.data = data;
  }
}

type OrpcErrors = { readonly [Code in ErrorCode]: { status: number; message: string; data: typeof errorDataSchema } };

const orpcErrors = Object.fromEntries(
  errorCodes.map((code) => [
    code,
    { status: errorTable[code].status, message: errorTable[code].message, data: errorDataSchema },
  ]),
) as OrpcErrors;

/** Every procedure of the contract starts here, so that all share the one error table. */
export const procedure = oc.errors(orpcErrors);
