import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatStationToken, issueStatement, parseStationToken, stationTailOf } from './station-token.ts';

const anyToken = fc.record({
  stationTail: fc.uuid().map(stationTailOf),
  issuedOn: fc
    .integer({ min: 0, max: 0xffff })
    .map((day) => new Date(Date.UTC(2000, 0, 1 + day)).toISOString().slice(0, 10)),
  signature: fc.uint8Array({ minLength: 64, maxLength: 64 }),
});

describe('what a QR carries of the station', () => {
  it('is read back as it was printed, and has one spelling', () => {
    fc.assert(
      fc.property(anyToken, fc.nat(98), (token, at) => {
        const text = formatStationToken(token);
        expect(text).toMatch(/^[\w-]{99}$/);
        expect(parseStationToken(text)).toEqual(token);
        const other = text.slice(0, at) + (text.charAt(at) === 'A' ? 'B' : 'A') + text.slice(at + 1);
        const read = parseStationToken(other);
        if (read !== null) expect(formatStationToken(read)).toBe(other);
        expect(read).not.toEqual(token);
      }),
    );
  });

  it('is nothing else', () => {
    fc.assert(
      fc.property(anyToken, fc.string(), (token, noise) => {
        const text = formatStationToken(token);
        for (const other of [text.slice(1), `${text}A`, `${text.slice(0, -1)}!`, noise, '']) {
          expect(parseStationToken(other)).toBeNull();
        }
      }),
    );
  });

  it('has no room for a day before 2000, which only a broken clock says (LOG-10)', () => {
    const token = { stationTail: '0011223344556677', signature: new Uint8Array(64) };
    expect(() => formatStationToken({ ...token, issuedOn: '1999-12-31' })).toThrow(RangeError);
    expect(parseStationToken(formatStationToken({ ...token, issuedOn: '2026-11-23' }))?.issuedOn).toBe('2026-11-23');
  });
});

describe('what a station signs', () => {
  it('says for what: no other signature of the same key can stand for it', () => {
    const stationId = '01890a5d-ac96-774b-bcce-b302099a8057';
    const statement = issueStatement({ code: 'K7MW3XPT9QRD', stationId, issuedOn: '2026-11-23' });
    expect(JSON.parse(statement)).toEqual({
      purpose: 'agreement-issued',
      code: 'K7MW3XPT9QRD',
      stationId,
      issuedOn: '2026-11-23',
    });
    expect(stationTailOf(stationId)).toBe('bcceb302099a8057');
  });
});
