import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { recoveryKeyText } from '../../domain/keys/recovery-key.ts';
import type { Command, CommandCity, Say } from '../commands.ts';
import { giveRecoveryKeys } from './recovery-keys.ts';
import { findStation } from './station-list.ts';
import { localTime } from './station-words.ts';

/** A recovery key opens a center's whole store: it lies in a file for its owner only, and who asked is noted. */
export async function takeOutRecoveryKey(
  { database, keys }: Pick<CommandCity, 'database' | 'keys'>,
  command: Extract<Command, { kind: 'recovery_key' }>,
  say: Say,
): Promise<void> {
  const { feed, stationId, name } = await findStation(database, command.feed, command.station);
  const now = Date.now();
  const kept = await giveRecoveryKeys(database, keys, { feed, stationId, by: command.by, now });
  if (kept.length === 0) throw new RangeError(`${feed}「${name}」还没有把恢复密钥交来`);
  const lines = kept.map(
    ({ keyId, keptAt, key }) => `${name}　编号 ${keyId}　${localTime(keptAt)} 起保管\n${recoveryKeyText(key)}\n`,
  );
  const file = resolve(`recovery-key-${stationId}-${now}.txt`);
  writeFileSync(file, lines.join('\n'), { mode: 0o600, flag: 'wx' });
  const words = `「${name}」的恢复密钥在文件 ${file} 里，已记下交给${command.by}。请当面或用安全的方式交给对方，然后删除文件。`;
  say({ type: 'recovery_key', feed, stationId, name, count: kept.length, file }, words);
}
