import type { Remembered } from '../frame/screen-memory.tsx';

interface Place {
  /** Hash route of the page. */
  hash: string;
  readonly remembered: Remembered;
}

/** Where each person of this desk was, who has not signed out: whoever comes back goes on there. */
const places = new Map<string, Place>();

const HOME = '#/';

function placeOf(staffId: string): Place {
  const known = places.get(staffId);
  if (known) return known;
  const place: Place = { hash: HOME, remembered: new Map() };
  places.set(staffId, place);
  return place;
}

export function rememberedOf(staffId: string): Remembered {
  return placeOf(staffId).remembered;
}

/** Takes down where the one is, and goes to where the other was. */
export function changePlace(from: string, to: string): void {
  placeOf(from).hash = window.location.hash || HOME;
  window.location.hash = placeOf(to).hash;
}

/** Nothing of a person who has signed out stays. */
export function forgetPlace(staffId: string): void {
  places.delete(staffId);
}
