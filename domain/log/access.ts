import type { HashSuite } from './action.ts';
import { chainLine, type JournalEnd } from './journal.ts';

/** What is noted of a person's use of the desk that changes no record (LOG-1), and how the auditor's page calls it. */
export const accessKinds = {
  case: '查看案件',
  file: '打开文书',
  answer: '阅读市里答复',
  reveal: '查看完整号码',
  person: '查个人信息',
  export: '导出',
  sign_in: '登录',
  sign_in_failed: '登录失败',
  sign_out: '退出登录',
  switched: '换人（没有重新输密码）',
  locked: '账号锁定（密码连错）',
  unlocked: '解锁账号',
  password_changed: '改自己的密码',
  password_reset: '重设别人的密码',
  second_factor_set: '绑定动态口令',
  second_factor_reset: '取消动态口令',
  recovery_code_used: '用恢复码登录',
  diagnosis_made: '做诊断包',
  recovery_shown: '查看恢复密钥',
  recovery_printed: '打印恢复密钥',
  recovery_renewed: '更换恢复密钥',
  passphrase_changed: '改开启口令',
} as const;

export type AccessKind = keyof typeof accessKinds;

/** One line of the access log: who did what, to which subject, at which time of the device. */
export interface AccessEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly staffId: string;
  readonly kind: AccessKind;
  /** What it was about: the id of a case, a file’s hash, the name of a desk; each kind has its own form. */
  readonly subject: string;
  /** Why, in the words of the person, where a reason is asked for; null where none is. */
  readonly reason: string | null;
}

/** The end of the access log behind one more entry (LOG-11). A kind that an older program does not know counts all the same. */
export function chainAccess(
  end: JournalEnd,
  { at, staffId, kind, subject, reason }: Omit<AccessEntry, 'kind'> & { readonly kind: string },
  suite: HashSuite,
): JournalEnd {
  return chainLine(end, [at, staffId, kind, subject, reason], suite);
}
