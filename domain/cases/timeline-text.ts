import { findResolutionMethod } from '../codes/resolution-methods.ts';
import { sizeText } from '../files/file.ts';
import { privacyWords } from '../parties/privacy.ts';
import { roomResults } from '../room/actions.ts';
import { seatName } from '../room/seat.ts';
import { formatYuan } from '../text/chinese-amount.ts';
import { formatChineseDate, formatInstant } from '../text/chinese-date.ts';
import { nameIn } from '../text/name-in.ts';
import {
  type CaseAction,
  type CaseActionPayloads,
  type CaseActionType,
  closeReasons,
  followUpMethods,
  otherRoutes,
  performanceOutcomes,
  retentions,
  satisfactions,
  triageRoutes,
} from './actions.ts';
import type { AgreementText } from './agreement.ts';
import { isCitizenAction } from './citizen.ts';
import { isConfirmationAction } from './confirmation.ts';
import { confirmationText } from './confirmation-text.ts';
import { errandText } from './errand-text.ts';
import { isErrandAction } from './errands.ts';
import { returnOutcomes } from './handover-actions.ts';
import { complexities } from './registration.ts';
import { sensitiveKinds } from './restriction.ts';

/** Names for the ids that an action carries. Those left out are told without the name. */
export interface TimelineNames {
  party(id: string): string;
  staff(id: string): string;
  /** What a performance item promises. */
  item?(id: string): string | null;
  /** Title of an issued document. */
  document?(id: string): string | null;
  /** Name of an attached file. */
  file?(id: string): string | null;
  /** What an errand is: 吹哨（金水区城市管理局）. */
  errand?(id: string): string | null;
  /** Number of another case. */
  linkedCase?(id: string): string | null;
}

/** An action as the log gives it back: the payload is null once it was erased (LOG-8). */
export type TimelineAction = {
  readonly [Type in CaseActionType]: { readonly type: Type; readonly payload: CaseActionPayloads[Type] | null };
}[CaseActionType];

const ERASED = '内容已依法删除';

function lines(...parts: readonly (string | null | undefined | false)[]): string {
  return parts.filter((part) => part).join('\n');
}

function yuan(amountFen: number | null): string {
  return amountFen === null ? '' : ` ${formatYuan(amountFen)} 元`;
}

function routesTold(ids: readonly string[]): string {
  return `已告知其他途径：${ids.map((id) => nameIn(otherRoutes, id)).join('、')}（人民调解法第二十六条）`;
}

function sessionText(session: CaseActionPayloads['mediation.session_held'], names: TimelineNames): string {
  const present = session.presentPartyIds.map(names.party).join('、');
  const helpers = session.helpers.map((helper) => `${helper.name}（${helper.identity}）`).join('、');
  const told = `已告知双方权利义务，${present === '' ? '没有当事人在场' : `${present}在场`}`;
  const invited = helpers === '' ? '' : `，经当事人同意邀请${helpers}协助`;
  return lines(told + invited, session.result);
}

function roomEndedText({ result, note, seats, signatures }: CaseActionPayloads['room.ended']): string {
  const present = seats.filter(({ joinedAt }) => joinedAt !== null).map(seatName);
  const who = present.length === 0 ? '没有人进入' : `${present.join('、')}参加`;
  const signed = signatures.length === 0 ? '' : `，${signatures.length} 人在手机上签名`;
  return lines(`${nameIn(roomResults, result)}，${who}${signed}`, note);
}

function agreementSummary(text: AgreementText): string {
  const amounts = text.performance.map((item) => item.amountFen ?? 0);
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  const items = text.performance.length === 0 ? '' : `，履行事项 ${text.performance.length} 项`;
  return `协议内容 ${text.terms.length} 条${items}${sum > 0 ? `，共${yuan(sum)}` : ''}`;
}

/**
 * What a step was about, in plain words, one thing a line; empty where the title says it all. What people wrote is
 * given whole: the timeline is the one place where a note can be read.
 */
export function timelineText(action: TimelineAction, names: TimelineNames): string {
  if (action.payload === null) return ERASED;
  return textOf(action as CaseAction, names);
}

function textOf(action: CaseAction, names: TimelineNames): string {
  if (isCitizenAction(action)) return action.payload.words ?? '';
  if (isErrandAction(action)) return errandText(action);
  if (isConfirmationAction(action)) return confirmationText(action, names);
  switch (action.type) {
    case 'case.registered':
      return `${action.payload.registration.title}，案号 ${action.payload.caseNumber}`;
    case 'case.accepted':
    case 'case.noted':
      return action.payload.note ?? '';
    case 'case.corrected':
    case 'case.returned':
    case 'case.transferred':
    case 'case.reopened':
    case 'case.unflagged':
    case 'agreement.mark_withdrawn':
    case 'handover.withdrawn':
    case 'handover.refused':
      return action.payload.reason;
    case 'case.flagged': {
      const { reason, kinds = [], viewerIds } = action.payload;
      if (viewerIds === undefined) return reason;
      const why = kinds.map((kind) => nameIn(sensitiveKinds, kind)).join('、');
      return lines(reason, `${why}，只有${viewerIds.map((id) => names.staff(id)).join('、')}和承办人能看`);
    }
    case 'handover.offered':
      return lines(action.payload.reason, `${formatChineseDate(action.payload.toldOn)}已告知当事人`);
    case 'handover.accepted':
      return action.payload.note ?? '';
    case 'handover.returned':
      return lines(nameIn(returnOutcomes, action.payload.outcome), action.payload.report);
    case 'case.refused':
      return lines(action.payload.reason, `依据：${action.payload.law}`);
    case 'case.triaged': {
      const { route, complexity, urgent, note } = action.payload;
      const how = `${nameIn(triageRoutes, route)}，${nameIn(complexities, complexity)}案件${urgent ? '，紧急' : ''}`;
      return lines(how, note);
    }
    case 'case.assigned':
      return lines(action.payload.chosenByParties && '调解员由当事人选定（人民调解法第十九条）', action.payload.note);
    case 'case.signed_in':
    case 'case.restated':
      return '';
    case 'consent.recorded':
      return lines(action.payload.privacy && `个人信息：${privacyWords(action.payload.privacy)}`, action.payload.note);
    case 'mediation.started':
      return '';
    case 'investigation.recorded': {
      const { heldOn, place, askedName } = action.payload;
      return `${formatChineseDate(heldOn)}在${place}，向${askedName}了解情况`;
    }
    case 'room.opened': {
      const { startsAt, seats } = action.payload;
      return `${formatInstant(startsAt)}开始，参加人：${seats.map(seatName).join('、')}`;
    }
    case 'room.ended':
      return roomEndedText(action.payload);
    case 'mediation.session_held':
      return sessionText(action.payload, names);
    case 'mediation.extended':
      return lines(`${action.payload.consentedPartyIds.map(names.party).join('、')}同意`, action.payload.reason);
    case 'agreement.reached_written':
      return agreementSummary(action.payload.text);
    case 'agreement.reached_oral':
      return lines(agreementSummary(action.payload.text), '口头协议自达成之日起生效（人民调解法第三十条）');
    case 'agreement.revised':
      return lines(action.payload.reason, '原来的签名盖章作废，请按新版重新签');
    case 'agreement.signed': {
      const { agentName, signedOn, version } = action.payload;
      const agent = agentName === undefined ? '' : `由${agentName}代签，`;
      return `${agent}${formatChineseDate(signedOn)}${version > 1 ? `，协议第 ${version} 版` : ''}`;
    }
    case 'mediation.failed':
    case 'mediation.terminated':
      return lines(action.payload.reason, routesTold(action.payload.routesTold));
    case 'performance.recorded': {
      const { itemId, outcome, performedOn, amountFen, note } = action.payload;
      const what = names.item?.(itemId);
      const done = `${nameIn(performanceOutcomes, outcome)}${yuan(amountFen)}，${formatChineseDate(performedOn)}`;
      return lines(what ? `${what}：${done}` : done, note);
    }
    case 'follow_up.recorded': {
      const { visitedOn, method, satisfaction, performed, result } = action.payload;
      const asked = satisfaction === 'not_asked' ? '' : `，当事人${nameIn(satisfactions, satisfaction)}`;
      const kept = performed ? '协议已履行' : '协议还没有履行完';
      return lines(`${formatChineseDate(visitedOn)}${nameIn(followUpMethods, method)}，${kept}${asked}`, result);
    }
    case 'case.closed': {
      const { reason, method, note } = action.payload;
      const how = method ? `，化解方式：${findResolutionMethod(method)?.name ?? method}` : '';
      return lines(`${nameIn(closeReasons, reason)}${how}`, note);
    }
    case 'case.archived': {
      const { retention, shelf } = action.payload;
      return `保管期限：${nameIn(retentions, retention)}${shelf ? `，卷号 ${shelf}` : ''}`;
    }
    case 'dossier.noted':
      return action.payload.text;
    case 'police.reported':
      return lines('依照人民调解法第二十五条', action.payload.note);
    case 'case.linked':
      return lines(names.linkedCase?.(action.payload.caseId), action.payload.note);
    case 'case.evaluated':
      return lines(formatChineseDate(action.payload.evaluatedOn), action.payload.opinion);
    case 'case.reviewed':
      return action.payload.note === undefined ? '核对过，记录属实' : lines('核对过，更正说明：', action.payload.note);
    case 'document.issued': {
      const { number, pages } = action.payload;
      return `${number === null ? '' : `编号 ${number}，`}共 ${pages} 页`;
    }
    case 'document.signed': {
      const { agentName, signedOn } = action.payload;
      return `${agentName === undefined ? '' : `由${agentName}代签，`}${formatChineseDate(signedOn)}`;
    }
    case 'document.executed':
      return `${action.payload.markIds.length} 处签名盖章，共 ${action.payload.pages} 页`;
    case 'document.printed':
      return `${action.payload.copies} 份`;
    case 'file.attached':
      return `${action.payload.name}，${sizeText(action.payload.bytes)}`;
    case 'file.removed':
      return action.payload.reason;
  }
}
