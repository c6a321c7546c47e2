import { directionName, directionOf } from '../directory/levels.ts';
import { fileKinds } from '../files/file.ts';
import { findWillingness } from '../parties/party.ts';
import { nameIn } from '../text/name-in.ts';
import { caseFlags } from './actions.ts';
import { type Mark, markMethods } from './agreement.ts';
import { type CitizenAction, citizenTitle, isCitizenAction } from './citizen.ts';
import { rulingOutcomes } from './confirmation-actions.ts';
import { errandTitle } from './errand-text.ts';
import { type ErrandAction, isErrandAction } from './errands.ts';
import type { TimelineAction, TimelineNames } from './timeline-text.ts';
import { workflowRow } from './workflow.ts';

function signerName(mark: Mark, names: TimelineNames): string {
  const { signerId } = mark;
  if (mark.kind === 'seal') return '人民调解委员会';
  if (signerId === undefined) return mark.kind === 'recorder' ? '记录人' : '签名人';
  return mark.kind === 'party' ? names.party(signerId) : names.staff(signerId);
}

/** Title of a step, 「程某交办给张卫」; `actorName` did it. Erasure leaves who did what kind of thing. */
export function timelineTitle(action: TimelineAction, actorName: string, names: TimelineNames): string {
  const plain = `${actorName}${workflowRow(action.type).label}`;
  if (action.payload === null) return plain;
  if (isCitizenAction(action)) return citizenTitle(action as CitizenAction, plain);
  if (isErrandAction(action))
    return errandTitle(
      action as ErrandAction,
      actorName,
      workflowRow(action.type).label,
      (id) => names.errand?.(id) ?? null,
    );
  switch (action.type) {
    case 'case.assigned':
      return `${actorName}交办给${action.payload.mediatorIds.map(names.staff).join('、')}`;
    case 'case.transferred':
      return `${actorName}转办到${action.payload.to}`;
    case 'consent.recorded': {
      const { partyId, willingness, privacy } = action.payload;
      if (privacy) return `已告知${names.party(partyId)}个人信息怎样处理`;
      if (willingness === 'undecided') return `${names.party(partyId)}的意愿还没问到`;
      return `${names.party(partyId)}${findWillingness(willingness)?.name ?? willingness}调解`;
    }
    case 'mediation.extended':
      return `${actorName}准许延期 ${action.payload.days} 天`;
    case 'room.ended':
      return '在线调解结束';
    case 'case.restated':
      return '随移交附上旧台账的内容';
    case 'agreement.reached_written':
      return '达成书面协议';
    case 'agreement.reached_oral':
      return '达成口头协议';
    case 'agreement.signed':
      return `${signerName(action.payload, names)}${nameIn(markMethods, action.payload.method)}`;
    case 'case.flagged':
      return `${actorName}标为「${nameIn(caseFlags, action.payload.flag)}」`;
    case 'case.unflagged':
      return `${actorName}取消「${nameIn(caseFlags, action.payload.flag)}」`;
    case 'police.reported':
      return `${actorName}报告${action.payload.department}`;
    case 'handover.offered':
      return `${actorName}${directionName(directionOf(action.payload.from, action.payload.to))}给${action.payload.to.name}`;
    case 'handover.returned':
      return `${actorName}退还移交中心`;
    case 'document.issued':
      return `${actorName}出具${action.payload.title}`;
    case 'document.signed': {
      const { documentId, signerName, method } = action.payload;
      const who = method === 'seal' ? '人民调解委员会' : signerName;
      return `${who}在${names.document?.(documentId) ?? '文书'}上${nameIn(markMethods, method)}`;
    }
    case 'document.executed':
      return `${actorName}制作${names.document?.(action.payload.documentId) ?? '文书'}签署件`;
    case 'document.printed':
      return `${actorName}打印${names.document?.(action.payload.documentId) ?? '文书'}`;
    case 'file.attached':
      return `${actorName}附上${nameIn(fileKinds, action.payload.kind)}`;
    case 'file.removed':
      return `${actorName}移出材料 ${names.file?.(action.payload.fileId) ?? ''}`.trim();
    case 'case.registered':
    case 'case.corrected':
    case 'case.accepted':
    case 'case.refused':
    case 'case.triaged':
    case 'case.signed_in':
    case 'case.returned':
    case 'mediation.started':
    case 'mediation.session_held':
    case 'agreement.revised':
    case 'agreement.mark_withdrawn':
    case 'mediation.failed':
    case 'mediation.terminated':
    case 'performance.recorded':
    case 'follow_up.recorded':
    case 'case.closed':
    case 'case.archived':
    case 'dossier.noted':
    case 'investigation.recorded':
    case 'room.opened':
    case 'case.reopened':
    case 'case.linked':
    case 'case.noted':
    case 'case.evaluated':
    case 'case.reviewed':
    case 'handover.withdrawn':
    case 'handover.accepted':
    case 'handover.refused':
    case 'confirmation.filed':
    case 'confirmation.corrected':
    case 'confirmation.withdrawn':
      return plain;
    case 'confirmation.applied':
      return '各方共同申请司法确认';
    case 'confirmation.asked_to_correct':
      return '法院要求补正';
    case 'confirmation.accepted':
      return '法院受理司法确认';
    case 'confirmation.ruled':
      return `法院${nameIn(rulingOutcomes, action.payload.outcome)}`;
  }
}
