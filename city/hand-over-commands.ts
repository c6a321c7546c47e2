import { formatInstant } from '../domain/text/chinese-date.ts';
import type { DatabaseCommand, Say } from './commands.ts';
import type { Answered, HandOvers } from './sync/hand-overs.ts';

type HandOverCommand = Extract<DatabaseCommand, { kind: 'list_handed_over' | 'approve' | 'decline' }>;

/** What centers left to the city: lists it, or answers one. @throws ServiceError as the hand-overs. */
export async function answerCommand(handOvers: HandOvers, command: HandOverCommand, say: Say): Promise<void> {
  switch (command.kind) {
    case 'list_handed_over': {
      const open = await handOvers.list();
      for (const each of open) {
        const { id, feed, station, record, caseNumber, steps, reason, note, since } = each;
        const what = [record, caseNumber ?? ''].join(' ').trim();
        const words = `${id}　${feed} ${station}　${what}　${steps.join('、')}　${reason}　${formatInstant(since)} 交来　${note ?? '（说明已依法删除）'}`;
        say({ type: 'handed_over', ...each }, words);
      }
      if (open.length === 0) say({ type: 'handed_over_none' }, '没有等着市里定的。');
      return;
    }
    case 'approve': {
      const answered = await handOvers.approve(command);
      return say({ type: 'approved', id: command.id, ...answered }, toldOf(answered));
    }
    case 'decline': {
      const answered = await handOvers.decline(command);
      return say({ type: 'declined', id: command.id, ...answered }, toldOf(answered));
    }
  }
}

function toldOf({ taken, declined }: Answered): string {
  const parts = [
    taken.length > 0 ? `已同意并补办：${taken.join('、')}。` : '',
    declined.length > 0 ? `已答复不采纳：${declined.join('、')}。` : '',
  ];
  return `${parts.join('')}中心下次同步时收到答复。`;
}
