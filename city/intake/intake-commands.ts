import { formatInstant } from '../../domain/text/chinese-date.ts';
import type { DatabaseCommand, Say } from '../commands.ts';
import type { WaitingSubmissions } from './waiting.ts';

type IntakeCommand = Extract<DatabaseCommand, { kind: 'list_submissions' | 'offer_submission' }>;

/** What no center has: lists it, or asks a center to take one. @throws as {@link WaitingSubmissions} */
export async function intakeCommand(waiting: WaitingSubmissions, command: IntakeCommand, say: Say): Promise<void> {
  switch (command.kind) {
    case 'list_submissions': {
      const all = await waiting.list();
      for (const each of all) {
        const { feed, caseId, caseNumber, place, since, refused } = each;
        const why = refused === null ? '还没有中心可交' : `中心没有接收：${refused}`;
        const words = `${caseId}　${caseNumber}　${feed} ${place}　${formatInstant(since)} 提交　${why}`;
        say({ type: 'submission', ...each }, words);
      }
      if (all.length === 0) say({ type: 'no_submissions' }, '群众提交的都已经交给中心。');
      return;
    }
    case 'offer_submission': {
      const { center } = await waiting.offer(command.caseId, command.feed, command.station);
      const words = `已交给「${center}」，它下次同步时收到。`;
      return say({ type: 'submission_offered', caseId: command.caseId, center }, words);
    }
  }
}
