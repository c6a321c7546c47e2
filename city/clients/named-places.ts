import { ServiceError } from '../../contract/errors.ts';
import { readPosterCode } from '../../domain/directory/poster-place.ts';
import type { PosterPlace } from '../intake/poster-places.ts';

export type PosterPlaceOf = (code: string, mayAsk: () => Promise<boolean>) => Promise<PosterPlace>;

/** Where it happened: a place, and where there. */
export interface NamedPlace {
  readonly placeCode: string;
  readonly placeDetail: string | null;
}

const MOST_DETAIL = 100;

/**
 * What a client names as place, with the code of a building's poster read as the page reads it: its community, and its
 * name before what else is said. A place is left as it is.
 * @throws ServiceError INVALID_INPUT with the field `placeCode` or `placeDetail`
 */
export function createNamedPlaces(posterPlace: PosterPlaceOf): (named: NamedPlace) => Promise<NamedPlace> {
  return async (named) => {
    if (readPosterCode(named.placeCode).buildingCode === null) return named;
    // How often a client may ask is counted already.
    const { places, placeDetail: building } = await posterPlace(named.placeCode, async () => true);
    const [only, another] = places;
    if (!only) throw refused('placeCode', '没有这个地方，请重新选择');
    if (another)
      throw refused('placeCode', '这张海报的地方后来分成了几个，请用 /inbound/poster-places 查出来，让本人选一个');
    const detail = named.placeDetail ?? '';
    const placeDetail = detail.startsWith(building) ? detail : `${building} ${detail}`.trim();
    if (placeDetail.length > MOST_DETAIL)
      throw refused('placeDetail', `具体位置连楼栋名「${building}」最多 ${MOST_DETAIL} 字`);
    return { placeCode: only.code, placeDetail: placeDetail === '' ? null : placeDetail };
  };
}

function refused(field: keyof NamedPlace, words: string): ServiceError {
  return new ServiceError('INVALID_INPUT', { fields: { [field]: words } });
}
