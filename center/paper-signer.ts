import { algorithmOfPrivateKey } from '../services/suites/signature.ts';
import type { PaperSigner } from '../services/verification/port.ts';
import { readStationFile, type StationFile } from './station-file.ts';

/** Signs with the key of this station. */
export function paperSignerOf(
  station: () => Pick<StationFile, 'stationId' | 'origin' | 'privateKey'> | null,
): PaperSigner {
  return {
    station() {
      const enrolled = station();
      if (!enrolled) return null;
      const { stationId, origin: cityOrigin, privateKey } = enrolled;
      return {
        stationId,
        cityOrigin,
        sign: (text) => Buffer.from(algorithmOfPrivateKey(privateKey).sign(privateKey, text)),
      };
    },
  };
}

/**
 * The signer of the center in a data folder. The file is read for each paper, of which there are few: whatever happens to
 * the enrolment, the next one is signed by the key that the city knows. `moved` says where a city beside this center
 * listens this time.
 */
export const paperSignerIn = (path: string, moved: (station: StationFile | null) => StationFile | null): PaperSigner =>
  paperSignerOf(() => moved(readStationFile(path)));
