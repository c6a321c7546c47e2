import * as z from 'zod';
import { QUERY_CODE_ALPHABET } from '../center/numbering.ts';

/** Buildings of one center at most: they lie in its settings, which every change of them carries whole. */
export const MOST_BUILDINGS = 1_000;

const TAIL_LENGTH = 4;
const codePattern = new RegExp(`^(\\d{9}(?:\\d{3})?)-([${QUERY_CODE_ALPHABET}]{${TAIL_LENGTH}})$`);

/**
 * The code of a building: that of the community (or street) that it was registered in, and four signs of its own. It is
 * never given anew and stays when the building is renamed, so that a poster on its wall leads to it for ever; who does
 * not know the building still reads the community.
 */
export const buildingCodeSchema = z.string().regex(codePattern, '楼栋编码不对');

export const buildingSchema = z.object({
  code: buildingCodeSchema,
  /** Community or street that it lies in now. */
  placeCode: z.string().regex(/^(?:\d{9}|\d{12})$/, '请选择楼栋所在的社区'),
  name: z.string().trim().min(1, '请写楼栋名').max(40, '楼栋名最多 40 个字'),
});
export type Building = z.infer<typeof buildingSchema>;

/** A place as a citizen may name it: a street or community, or a building by the code on its poster. */
export const namedPlaceSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(new RegExp(`^\\d{9}(?:\\d{3})?(?:-[${QUERY_CODE_ALPHABET}]{${TAIL_LENGTH}})?$`), '请选择事情发生的地方');

/** What the address of a poster names. */
export interface PosterCode {
  /** Area, street or community. */
  readonly placeCode: string;
  /** The whole code of a building; null where the poster is of the place itself. */
  readonly buildingCode: string | null;
}

/** Reads a poster's code as it stands in the address; what is no building's code names a place, known or not. */
export function readPosterCode(text: string): PosterCode {
  const code = text.normalize('NFKC').trim().toUpperCase();
  const [, placeCode] = codePattern.exec(code) ?? [];
  return placeCode === undefined ? { placeCode: code, buildingCode: null } : { placeCode, buildingCode: code };
}

/** A code for a new building, from random bytes that the caller supplies; null where they did not suffice. */
export function buildingCodeFrom(placeCode: string, randomBytes: Uint8Array): string | null {
  const size = QUERY_CODE_ALPHABET.length;
  const even = [...randomBytes].filter((byte) => byte < 256 - (256 % size)).slice(0, TAIL_LENGTH);
  if (even.length < TAIL_LENGTH) return null;
  return `${placeCode}-${even.map((byte) => QUERY_CODE_ALPHABET.charAt(byte % size)).join('')}`;
}

/** Where a poster leads: the city's public page, with the code that names the place. */
export function posterAddress(city: string, code: string): string {
  return `${city.replace(/\/+$/, '')}/m/${code}`;
}
