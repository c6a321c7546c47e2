import type { Opened, Wanted } from './open.ts';
import type { Organisation } from './organisations.ts';

export interface OpenAllParts {
  /** Those that are open now. */
  readonly known: () => readonly Pick<Organisation, 'key' | 'name' | 'code'>[];
  readonly open: (wanted: Wanted) => Promise<Opened>;
  /** One line of JSON for whoever started the process, and one for people. */
  readonly say: (line: Readonly<Record<string, unknown>>, words: string) => void;
}

/**
 * Opens the desk of each line. One that was opened from the same line before is passed over, and one that cannot be
 * opened stops none of the others: the same file may be run until all are open. Resolves to how many are not.
 */
export async function openAll({ known, open, say }: OpenAllParts, wanted: readonly Wanted[]): Promise<number> {
  let failed = 0;
  for (const each of wanted) {
    const before = known().find(({ code }) => code === each.code);
    if (before) {
      say({ type: 'known', key: before.key, name: before.name }, `「${before.name}」先前已经开通：/d/${before.key}/`);
      continue;
    }
    try {
      sayOpened(await open(each), say);
    } catch (error) {
      failed += 1;
      const why = error instanceof Error ? error.message : String(error);
      say({ type: 'not_opened', name: each.name, place: each.place }, `「${each.name}」没有开通：${why}`);
    }
  }
  if (failed > 0)
    say({ type: 'unfinished', failed }, `有 ${failed} 个没有开通。改好以后把同一个文件再运行一遍，已经开通的会跳过。`);
  return failed;
}

function sayOpened({ key, name, accounts, password, passwords }: Opened, say: OpenAllParts['say']): void {
  const who = accounts.map((person) => `${person.account}（${person.name}）`).join('、');
  say(
    { type: 'opened', key, name, accounts, password, passwords },
    passwords === null
      ? `「${name}」已开通：/d/${key}/  账号 ${who}，首次密码 ${password}，登录后要改`
      : `「${name}」已开通：/d/${key}/  账号 ${accounts.length} 个，首次密码在 ${passwords}，发给本人后请删掉这个文件`,
  );
}
