import { join } from 'node:path';
import type { Logger } from 'pino';
import { schemaMadeAt } from '../db/migrate.ts';
import { createAsides } from '../services/asides.ts';
import type { Dependencies } from '../services/dependencies.ts';
import { systemEnvironment } from '../services/environment.ts';
import { createFileFolder, type FileFolder } from '../services/files/folder.ts';
import { createRulesCache } from '../services/settings/rules.ts';
import { suiteNamed } from '../services/suites/suite.ts';
import type { KeyRing } from './keys/key-ring.ts';
import type { CenterOptions } from './options.ts';
import { paperSignerIn } from './paper-signer.ts';
import { loadDivisions, loadDocumentRenderer } from './resources.ts';
import { movedTo, type StationFile } from './station-file.ts';

/** The clock's offset from the city's, from the round that measured it to the actions that record it (SYNC-7). */
interface MeasuredClock {
  offset: number | null;
}

/** In which suite is written, which the city says at the enrolment. */
export interface Writing {
  suite: StationFile['suite'];
}

/** What the services of a center work with. */
export function dependenciesOn(
  { store, fileBytes }: Pick<Dependencies, 'store' | 'fileBytes'>,
  { resources, data, cityOrigin }: CenterOptions,
  logger: Logger,
  clock: MeasuredClock = { offset: null },
  writing: Writing = { suite: undefined },
): Dependencies {
  const divisions = loadDivisions(resources);
  return {
    store,
    fileBytes,
    environment: {
      ...systemEnvironment,
      builtAt: schemaMadeAt,
      clockOffset: () => clock.offset,
      get suite() {
        return suiteNamed(writing.suite).hash;
      },
    },
    divisions,
    rules: createRulesCache(divisions),
    asides: createAsides((unwritten) => logger.error(unwritten, 'the store cannot be written; the call went on')),
    documents: loadDocumentRenderer(resources, join(data, 'templates')),
    paperSigner: paperSignerIn(join(data, 'station.json'), (station) => movedTo(cityOrigin, station)),
  };
}

/** Beside the store, under a key of the same ring: no plain file lies on the disk. */
export function filesIn({ data }: CenterOptions, keys: KeyRing, writing: Writing = { suite: undefined }): FileFolder {
  return createFileFolder({ folder: join(data, 'files'), key: keys.files, suite: () => writing.suite ?? 'standard' });
}
