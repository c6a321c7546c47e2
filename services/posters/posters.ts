import { ServiceError } from '../../contract/errors.ts';
import type { PosterPlaces } from '../../contract/posters.ts';
import type { CenterSettings } from '../../domain/center/settings.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import { posterAddress } from '../../domain/directory/poster-place.ts';
import type { FormInput } from '../../domain/documents/form.ts';
import { requireRight } from '../access/rights.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { pdfFile } from '../documents/pdf-file.ts';
import { renderFailure } from '../documents/render-form.ts';

const MOST_NAMED = 3;

const settingsOf = ({ store, rules }: Pick<Dependencies, 'store' | 'rules'>): Promise<CenterSettings> =>
  store.read(async (reads) => (await rules.current(reads.settings)).stored.settings);

/** As anybody reaches the city: as IT has set it, else as the center does; null before either is known. */
function cityAddress({ paperSigner }: Pick<Dependencies, 'paperSigner'>, { documents }: CenterSettings): string | null {
  return documents.verificationAddress || paperSigner.station()?.cityOrigin || null;
}

/** The places of the center's own area of which posters can be made, and where they would lead. */
export async function posterStreets(dependencies: Dependencies, caller: Caller): Promise<PosterPlaces> {
  requireRight(caller, 'posters.streets');
  const { divisions } = dependencies;
  const settings = await settingsOf(dependencies);
  const named = ({ code, shortName }: { readonly code: string; readonly shortName: string }) => ({
    code,
    name: shortName,
  });
  return {
    center: { code: settings.areaCode, name: settings.name },
    streets: divisions
      .childrenOf(settings.areaCode)
      .map((street) => ({ ...named(street), villages: divisions.childrenOf(street.code).map(named) })),
    address: cityAddress(dependencies, settings),
  };
}

type PosterPlace = FormInput<'poster'>['places'][number];

/** What stands on the poster of a code; null for one that is neither a place of the center's nor a building of it. */
function printedPlace(
  divisions: Directory,
  settings: CenterSettings,
  code: string,
): Omit<PosterPlace, 'address'> | null {
  if (code === settings.areaCode) return { name: settings.name, within: settings.address };
  const building = settings.buildings?.find((each) => each.code === code);
  const place = divisions.find(building?.placeCode ?? code);
  if (!place || place.managingArea.code !== settings.areaCode) return null;
  return building
    ? { name: building.name, within: place.path.join('') }
    : { name: place.shortName, within: place.path.slice(0, -1).join('') };
}

/**
 * The posters of these places as one PDF; nothing is kept.
 * @throws ServiceError NOT_POSSIBLE_NOW while no address of the city is known, INVALID_INPUT naming codes that are not
 *   this center's
 */
export async function printPosters(
  dependencies: Dependencies,
  caller: Caller,
  { paper, codes }: { readonly paper: 'a4' | 'a3'; readonly codes: readonly string[] },
): Promise<File> {
  requireRight(caller, 'posters.print');
  const { divisions, documents, environment } = dependencies;
  const settings = await settingsOf(dependencies);
  const city = cityAddress(dependencies, settings);
  if (city === null) {
    const detail = '还不知道市平台的网址：请先由系统管理员在“数据同步”接入市平台，或者在“设置 · 文书”填写核验网址。';
    throw new ServiceError('NOT_POSSIBLE_NOW', { detail });
  }
  const found = codes.map((code) => ({ code, place: printedPlace(divisions, settings, code) }));
  const unknown = found.filter(({ place }) => place === null).map(({ code }) => code);
  if (unknown.length > 0) {
    const words = unknown.slice(0, MOST_NAMED).join('、');
    throw new ServiceError('INVALID_INPUT', { fields: { codes: `${words} 不是本中心辖区的地方，没有做海报` } });
  }
  const places = found.flatMap(({ code, place }) => (place ? [{ ...place, address: posterAddress(city, code) }] : []));
  try {
    const bytes = documents.render('poster', {
      committee: settings.committee.name,
      preparedAt: new Date(environment.now()).toISOString(),
      paper,
      area: `郑州市${divisions.find(settings.areaCode)?.name ?? ''}`,
      center: settings.name,
      phone: settings.phone,
      places,
    });
    const [first] = places;
    const what = places.length === 1 && first ? first.name : `${places.length} 张`;
    return pdfFile(bytes, `扫码海报-${what}.pdf`);
  } catch (error) {
    throw renderFailure(error);
  }
}
