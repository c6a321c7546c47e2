import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildingCodeFrom, buildingCodeSchema, posterAddress, readPosterCode } from './poster-place.ts';

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const placeCode = fc.stringMatching(/^4101\d{5}(?:\d{3})?$/);

describe('the code of a poster', () => {
  it('of a building is read back as the building, and names its community by itself', () => {
    fc.assert(
      fc.property(placeCode, bytes, (place, random) => {
        const code = buildingCodeFrom(place, random);
        fc.pre(code !== null);
        expect(buildingCodeSchema.safeParse(code).success).toBe(true);
        expect(readPosterCode(code)).toEqual({ placeCode: place, buildingCode: code });
        expect(readPosterCode(` ${code.toLowerCase()} `)).toEqual({ placeCode: place, buildingCode: code });
      }),
    );
  });

  it('of a place is the place; any other text is taken as a place that there may not be, and never throws', () => {
    expect(readPosterCode('410105016002')).toEqual({ placeCode: '410105016002', buildingCode: null });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { placeCode: place, buildingCode } = readPosterCode(text);
        expect(buildingCode === null || buildingCode.startsWith(`${place}-`)).toBe(true);
      }),
    );
  });

  it('is not made from a random source that gives too little', () => {
    expect(buildingCodeFrom('410105016002', new Uint8Array([255, 255, 1, 2, 3]))).toBeNull();
  });

  it('follows the address of the city’s pages, with or without a slash at its end', () => {
    expect(posterAddress('https://city.example.gov.cn/', '410105016002')).toBe(
      'https://city.example.gov.cn/m/410105016002',
    );
  });
});
