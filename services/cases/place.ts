import type { Place } from '../../domain/cases/registration.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import type { CasePlace } from './port.ts';

const nowhere: CasePlace = { code: '', areaCode: '', areaName: '', streetCode: '', streetName: '', fullName: '' };

/** Names a place of a case by who governs it (管理区划), not by where the statistics bureau counts it. */
export function placeName(place: Place | null, directory: Directory): CasePlace {
  if (!place) return nowhere;
  const found = directory.find(place.code);
  if (!found) return { ...nowhere, code: place.code, fullName: place.detail ?? '' };
  const street = found.level === 'street' ? found : found.level === 'village' ? parentOf(found.parentCode) : null;
  return {
    code: place.code,
    areaCode: found.managingArea.code,
    areaName: found.managingArea.name,
    streetCode: street?.code ?? '',
    streetName: street?.name ?? '',
    fullName: `${found.path.join('')}${place.detail ? ` ${place.detail}` : ''}`,
  };

  function parentOf(code: string | null) {
    return code === null ? null : directory.find(code);
  }
}
