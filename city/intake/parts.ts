import type { Directory } from '../../domain/directory/divisions.ts';
import type { PlaceLimits } from '../../domain/intake/work.ts';
import type { Environment } from '../../services/environment.ts';
import type { Database } from '../db/database.ts';
import type { CityFiles } from '../sync/files.ts';
import type { ServerKeys } from '../sync/keys.ts';
import { createIntake } from './intake.ts';
import { type Key, lookUp } from './look-up.ts';
import { createPlaceLoads } from './place-load.ts';
import { posterPlaces } from './poster-places.ts';
import { type RatedInput, rate } from './rate.ts';
import { addFiles, requireRoom, type SentFiles, type SentKind } from './sent-files.ts';
import type { SmsSender } from './sms.ts';
import { type ToldInput, tell } from './tell.ts';
import { createResidentUploads } from './uploads.ts';
import { createWorks } from './work.ts';

interface IntakeWorldParts {
  readonly database: Database;
  readonly divisions: Directory;
  readonly environment: Environment;
  readonly sms: SmsSender;
  readonly files: CityFiles;
  /** Of the city's files, which all its processes share. */
  readonly folder: string;
  readonly keys: Pick<ServerKeys, 'seal' | 'unseal'>;
  readonly placeLimits: PlaceLimits;
}

/** All that the pages of residents, and the systems that stand in for them, may do at the city. */
export function createIntakeParts({ files, sms, folder, keys, placeLimits, ...parts }: IntakeWorldParts) {
  const { database, divisions, environment } = parts;
  return {
    intake: createIntake({ ...parts, sms }),
    lookUp: (key: Key) => lookUp(database, key, environment.now()),
    tell: (input: ToldInput) => tell(parts, input),
    rate: (input: RatedInput) => rate(parts, input),
    addFiles: (input: SentFiles) => addFiles({ ...parts, files }, input),
    requireRoom: (key: Key, kind: SentKind) => requireRoom(database, key, kind),
    uploads: createResidentUploads(folder, environment.now),
    works: createWorks(keys, environment.now),
    placeLoads: createPlaceLoads(database, divisions, { limits: placeLimits, now: environment.now }),
    posterPlace: posterPlaces(database, divisions),
    divisions,
  };
}
