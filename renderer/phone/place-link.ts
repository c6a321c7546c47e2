import type { Party } from '../../domain/parties/party.ts';

/**
 * Opens the phone's own map at a place by its words: no service with a key, and nobody but the map that the person has
 * chosen learns of it. Null where the place has no words.
 */
export function mapLink(place: string): string | null {
  const words = place.replace(/\s+/g, ' ').trim();
  return words === '' ? null : `geo:0,0?q=${encodeURIComponent(words)}`;
}

/**
 * Dials a number as registered; null for one that is masked (nobody is called by guessing) or cannot be dialled. An
 * extension (转801) is dialled after a pause.
 */
export function telLink(phone: string | null): string | null {
  if (phone === null) return null;
  const match = /^(\+?[0-9-]{3,24})(?:转([0-9]{1,6}))?$/.exec(phone.replace(/\s+/g, ''));
  if (!match) return null;
  const [, number = '', extension] = match;
  return `tel:${number.replaceAll('-', '')}${extension === undefined ? '' : `,${extension}`}`;
}

/** Whom one may call about a party: the party, then who acts for it. */
export function reachable(party: Party): readonly { readonly name: string; readonly phone: string }[] {
  return [party, ...party.agents].flatMap(({ name, phone }) => (phone === null ? [] : [{ name, phone }]));
}
