import type { Place } from '../../domain/cases/registration.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import type { PlainDate } from '../../domain/text/chinese-date.ts';
import type { CasePlace } from './port.ts';

const nowhere: CasePlace = { code: '', areaCode: '', areaName: '', streetCode: '', streetName: '', fullName: '' };

/**
 * Names a place of a case by who governs it (管理区划), not by where the statistics bureau counts it: as it was called and
 * lay on the day on which the case came, whatever was reorganised since.
 */
export function placeName(place: Place | null, directory: Directory, receivedOn: PlainDate): CasePlace {
  if (!place) return nowhere;
  // Empty where the case was erased.
  const on = receivedOn === '' ? undefined : receivedOn;
  const found = directory.find(place.code, on);
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
    return code === null ? null : directory.find(code, on);
  }
}
