/** A process of its own that starts on a center's store until it is killed. `node starter.ts FOLDER migration|restore` */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { listBackups } from '../../../center/backups/manifest.ts';
import { decideRestore, finishRestore, stageRestore } from '../../../center/backups/restore.ts';
import { openStore } from '../../../db/open.ts';
import { testKey } from '../../../db/testing.ts';
import { type StartStep, startSchema } from './starts.ts';

const [folder = '', wanted = ''] = process.argv.slice(2);
const start = startSchema.parse(wanted);
const say = (step: StartStep): void => void writeSync(1, `${step}\n`);

say('ready');
if (start === 'restore') {
  const keys = { store: testKey, files: testKey };
  const [backup] = listBackups(join(folder, 'disk'));
  if (!backup) throw new Error('no backup');
  await stageRestore({ dataDir: folder, folder: join(folder, 'disk'), keys }, backup);
  decideRestore(folder, { from: backup.name, madeAt: backup.manifest.madeAt, decidedAt: Date.now() });
  say('decided');
  finishRestore(folder);
} else await (await openStore({ path: join(folder, 'center.db'), key: testKey })).close();
say('done');
// Whoever kills it may come late: then it counts for a start that was not cut off.
setInterval(() => undefined, 1_000);
