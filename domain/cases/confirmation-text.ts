import { courtBases } from '../confirmation/courts.ts';
import { obstaclesIn } from '../confirmation/precheck.ts';
import { formatChineseDate } from '../text/chinese-date.ts';
import type { ConfirmationAction } from './confirmation.ts';
import { filingWays } from './confirmation-actions.ts';

/** What parties may do where the court does not confirm (人民调解法 33, 民事诉讼法 206). */
export const afterNoConfirmation =
  '当事人可以通过人民调解变更原协议或者达成新的协议，也可以向人民法院起诉（人民调解法第三十三条、民事诉讼法第二百零六条）';

/** What follows from a confirmed agreement (人民调解法 33, 民事诉讼法 206, 250). */
export const afterConfirmation =
  '一方不履行的，对方可以向人民法院申请执行，期间为二年（人民调解法第三十三条、民事诉讼法第二百零六条、第二百五十条）';

function applied(
  payload: Extract<ConfirmationAction, { type: 'confirmation.applied' }>['payload'],
  party: (id: string) => string,
) {
  const { applicants, basis, court, precheck, appliedOn } = payload;
  const who = applicants.map(({ partyId, agentNames }) =>
    agentNames.length === 0 ? party(partyId) : `${party(partyId)}（代理人${agentNames.join('、')}）`,
  );
  const chosen = courtBases.find(({ id }) => id === basis)?.name ?? basis;
  const obstacles = obstaclesIn(precheck).map(({ short, source }) => `${short}（${source}）`);
  return [
    `${formatChineseDate(appliedOn)}，${who.join('、')}共同向${court}申请（${chosen}）`,
    obstacles.length > 0 && `已告知法院会不予受理，当事人坚持申请：${obstacles.join('；')}`,
  ];
}

/** What a step of the confirmation was about, one thing a line. */
export function confirmationText(action: ConfirmationAction, names: { party(id: string): string }): string {
  const lines = (...parts: readonly (string | false | undefined)[]) => parts.filter((part) => part).join('\n');
  switch (action.type) {
    case 'confirmation.applied':
      return lines(...applied(action.payload, names.party));
    case 'confirmation.filed': {
      const { filedOn, way } = action.payload;
      return `${formatChineseDate(filedOn)}，${filingWays.find(({ id }) => id === way)?.name ?? way}`;
    }
    case 'confirmation.asked_to_correct': {
      const { askedOn, dueOn, what } = action.payload;
      return lines(`${formatChineseDate(askedOn)}提出，${formatChineseDate(dueOn)}前补正`, what);
    }
    case 'confirmation.corrected':
      return lines(formatChineseDate(action.payload.correctedOn), action.payload.what);
    case 'confirmation.accepted':
      return `${formatChineseDate(action.payload.acceptedOn)}，法院案号 ${action.payload.courtCaseNumber}`;
    case 'confirmation.ruled': {
      const { outcome, rulingNumber, ruledOn, note } = action.payload;
      const follows = outcome === 'confirmed' ? afterConfirmation : afterNoConfirmation;
      return lines(`${formatChineseDate(ruledOn)}，${rulingNumber}`, note, follows);
    }
    case 'confirmation.withdrawn':
      return lines(formatChineseDate(action.payload.withdrawnOn), action.payload.reason);
  }
}
