import { type CaseState, openPerformance } from '../cases/state.ts';
import { openStatuses } from '../cases/status.ts';
import { runningStandings } from '../confirmation/stages.ts';
import type { PlainDate } from '../text/chinese-date.ts';
import type { ErasureGround } from './erasure.ts';

/** Why the law says that a case is kept for now, in Chinese, with the article. */
export interface ErasureHold {
  readonly message: string;
  readonly source: string;
}

export interface RetentionYears {
  readonly long: number | null;
  readonly short: number | null;
}

const KEEP = '个人信息保护法第四十七条第二款';
const STORE_ONLY = '在那以前只能保存和保护，不能删除。';

/**
 * The last day of a dossier's 保管期限: counted in whole calendar years from the one after it was archived, as archives
 * do. Null where it runs for ever, or where the center has not set its years.
 */
export function keptUntil(
  { retention, archivedYear }: { readonly retention: 'permanent' | 'long' | 'short'; readonly archivedYear: number },
  years: RetentionYears,
): PlainDate | null {
  const count = retention === 'permanent' ? null : years[retention];
  return count === null ? null : `${archivedYear + count}-12-31`;
}

/**
 * Why what a case says of people must be kept though somebody asks for its erasure; null where it may go. The law that
 * asks for the dossier (人民调解法 27) and its 保管期限 stand before every ground (个人信息保护法 47, second paragraph). What
 * was taken down against the law and has led to nothing is kept by nobody, also while the case is open.
 */
export function erasureHold(
  state: CaseState,
  ground: ErasureGround,
  rules: { readonly years: RetentionYears; readonly today: PlainDate; readonly archivedOn: PlainDate | null },
): ErasureHold | null {
  if (state.registration === null && state.erased) {
    return { message: '这件案子的内容已经删除过了。', source: '个人信息保护法第四十七条' };
  }
  if (state.confirmation && runningStandings.includes(state.confirmation.stage)) {
    return { message: `司法确认还没有办完，法院要用这些材料。${STORE_ONLY}`, source: `人民调解法第三十三条、${KEEP}` };
  }
  if (state.archive) return archiveHold(state.archive, rules);
  if (openPerformance(state).length > 0 && state.status !== 'closed') {
    return { message: `协议还没有履行完，委员会要督促履行。${STORE_ONLY}`, source: `人民调解法第三十一条、${KEEP}` };
  }
  if (wasMediated(state)) {
    return {
      message: '调解过的案件要立卷归档，保管期限届满以前不能删除。请先结案、归档。',
      source: `人民调解法第二十七条、${KEEP}`,
    };
  }
  if (ground !== 'unlawful' && openStatuses.includes(state.status)) {
    return {
      message: '案件还在办理，履行职责要用这些信息。请先办结（不予受理、转办或者结案）。',
      source: '个人信息保护法第十三条第一款第三项',
    };
  }
  return null;
}

/** Of what was mediated a dossier is made (人民调解法 27); a case that was imported as closed says only how it ended. */
function wasMediated({ sessions, agreement, status, closeReason }: CaseState): boolean {
  if (sessions.length > 0 || agreement !== null || status === 'failed' || status === 'terminated') return true;
  return status === 'closed' && closeReason !== 'refused' && closeReason !== 'transferred';
}

function archiveHold(
  { retention }: NonNullable<CaseState['archive']>,
  { years, today, archivedOn }: Parameters<typeof erasureHold>[2],
): ErasureHold | null {
  const source = `人民调解法第二十七条、${KEEP}`;
  if (retention === 'permanent') return { message: '卷宗保管期限是「永久」，只能保存和保护，不能删除。', source };
  const archivedYear = archivedOn === null ? null : Number(archivedOn.slice(0, 4));
  const until = archivedYear === null ? null : keptUntil({ retention, archivedYear }, years);
  if (until === null) {
    const name = retention === 'long' ? '长期' : '短期';
    return {
      message: `卷宗保管期限是「${name}」，本中心还没有定多少年，不能算届满。请系统管理员按当地规定在“设置·文书”里填写。`,
      source,
    };
  }
  if (today > until) return null;
  return { message: `卷宗要保管到 ${until}。${STORE_ONLY}`, source };
}
