import type { Say } from '../commands.ts';
import { type CheckParts, checkCity, readCheck } from './kept-check.ts';
import { checkWords } from './status-page.ts';

/** Found something, or could not look: whoever runs the command by a schedule sees it by its exit code. */
const BROKEN = 2;

/** Verifies the whole history of the city now, and keeps what came of it. @throws RangeError while another does. */
export async function verifyHistory(parts: CheckParts, say: Say): Promise<void> {
  const verified = await checkCity(parts);
  if (!verified) throw new RangeError('另一个市级服务正在校验，请等它做完');
  const check = await readCheck(parts.database);
  for (const words of check?.findings ?? []) say({ type: 'finding', words }, words);
  const { actions, entries, found, feeds } = verified;
  const counts = feeds.map(({ feed, found: inFeed }) => ({ feed, found: inFeed }));
  const words = `${checkWords(check, parts.environment.now())}。看过动作 ${actions} 条、查阅记录 ${entries} 条。`;
  say({ type: 'verified', actions, entries, found, feeds: counts }, words);
  if (found > 0) process.exitCode = BROKEN;
}
