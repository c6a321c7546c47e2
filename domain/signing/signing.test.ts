import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partiesOf } from '../cases/state.ts';
import { caseIn, prepared, withAction } from '../cases/testing.ts';
import { signedText } from '../cases/testing-papers.ts';
import { type DrawnMark, drawnMarkSchema, markPicture } from './drawn-mark.ts';
import { currentExecution, executionProblem, screenSigningProblem, signedPaper, slotOf } from './executed.ts';
import { pngProblem } from './mark-picture.ts';
import { markSheetOf } from './mark-sheet.ts';
import type { SignatureSlot } from './slot.ts';

const line = (points: number): DrawnMark => ({
  width: 600,
  height: 200,
  pointer: 'touch',
  strokes: [
    Array.from({ length: points }, (_, index) => [(index * 10) % 600, 100, index * 8] as [number, number, number]),
  ],
});

describe('a drawn mark', () => {
  test('of a dot, of nothing, or of endless strokes is no signature', () => {
    const said = (mark: unknown) => drawnMarkSchema.safeParse(mark).error?.issues[0]?.message;
    expect(said({ ...line(2), strokes: [] })).toBe('还没有签名');
    expect(said(line(2))).toBe('签名太短，请签全名');
    expect(said(line(30))).toBeUndefined();
    expect(said({ ...line(30), strokes: Array.from({ length: 401 }, () => line(3).strokes[0]) })).toContain('笔画太多');
    expect(said({ ...line(30), strokes: [line(20_001).strokes[0]] })).toContain('签名太长');
  });

  test('becomes a picture that holds every point, of numbers alone: nothing of it can be markup', () => {
    const coordinate = fc.double({ min: 0, max: 600, noNaN: true });
    const stroke = fc.array(fc.tuple(coordinate, coordinate, fc.nat(60_000)), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 8 }), (strokes) => {
        const picture = markPicture({ width: 600, height: 600, pointer: 'pen', strokes });
        const path = /d="([^"]*)"/.exec(picture)?.[1] ?? '';
        expect(path).toMatch(/^[MQLl0-9. -]*$/);
        expect(path.match(/M/g)).toHaveLength(strokes.length);
        const [left, top, width, height] = (/viewBox="([^"]*)"/.exec(picture)?.[1] ?? '').split(' ').map(Number);
        for (const [x, y] of strokes.flat()) {
          expect(x).toBeGreaterThanOrEqual((left ?? 0) - 0.1);
          expect(x).toBeLessThanOrEqual((left ?? 0) + (width ?? 0) + 0.2);
          expect(y).toBeGreaterThanOrEqual((top ?? 0) - 0.1);
          expect(y).toBeLessThanOrEqual((top ?? 0) + (height ?? 0) + 0.2);
        }
      }),
    );
  });

  test('gives the same picture for the same strokes, so that its hash names it', () => {
    expect(markPicture(line(30))).toBe(markPicture(structuredClone(line(30))));
  });
});

describe('a picture from a file', () => {
  const png = (width: number, height: number, size = 100): Uint8Array => {
    const bytes = new Uint8Array(size);
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const view = new DataView(bytes.buffer);
    view.setUint32(16, width);
    view.setUint32(20, height);
    return bytes;
  };
  test.each([
    ['empty', new Uint8Array(), '图片是空的'],
    ['a BMP', new Uint8Array(64).fill(0x42), '只收 PNG'],
    ['cut in its head', png(200, 200).subarray(0, 20), '只收 PNG'],
    ['too small to see', png(20, 200), '图片太小'],
    ['too large to print', png(9_000, 200), '边长超过'],
    ['too many bytes', png(200, 200, 2_000_001), '超过 2 MB'],
  ])('that is %s is refused with what to do', (_, bytes, message) => {
    expect(pngProblem(bytes)).toContain(message);
  });
  test('of a usual size is taken', () => expect(pngProblem(png(400, 400))).toBeNull());
});

describe('the signed copy (人民调解法 29)', () => {
  const performing = caseIn('performing');
  const signed = prepared('document.executed', performing);
  const places = (state: typeof signed): readonly SignatureSlot[] => [
    ...partiesOf(state).map((_, ordinal) => ({
      role: 'party' as const,
      ordinal,
      page: 2,
      x: 250,
      y: 600 + 30 * ordinal,
      width: 80,
    })),
    { role: 'mediator', ordinal: 0, page: 2, x: 450, y: 600, width: 80 },
    { role: 'date', ordinal: 0, page: 2, x: 300, y: 700, width: 200 },
  ];
  const text = { ...signedText(performing), slots: [...places(performing)] };
  const withPlaces = withAction(performing, 'document.issued', text);
  const names = { staffName: () => '张卫', committee: '金水区人民调解委员会' };

  test('can be made once all marks are there, of the paper that was signed and of no other', () => {
    const agreed = caseIn('agreed');
    expect(screenSigningProblem(caseIn('mediating'))).toBe('还没有达成书面协议');
    expect(screenSigningProblem(agreed)).toContain('先取号出具协议书');
    expect(signedPaper(agreed)).toBeNull();
    const paper = signedPaper(signed);
    expect(executionProblem(signed, paper?.id ?? '')).toBeNull();
    expect(executionProblem(signed, 'another')).toContain('现行文本');
    expect(currentExecution(signed)).toBeNull();
    const executed = withAction(signed, 'document.executed');
    expect(currentExecution(executed)).toMatchObject({ fileHash: 'b'.repeat(64), pages: 2 });
    const revised = { ...executed, agreement: executed.agreement && { ...executed.agreement, version: 2 } };
    expect(currentExecution(revised)).toBeNull();
  });

  test('has each mark at the place of its signer, the seal over the date, and the day of effect in the blank', () => {
    const sheet = markSheetOf(withPlaces, names, 0);
    const parties = partiesOf(withPlaces);
    expect(sheet.marks).toHaveLength(parties.length + 2);
    for (const [index, mark] of withPlaces.agreement!.marks.entries()) {
      const slot = slotOf(withPlaces, text.slots, mark)!;
      const placed = sheet.marks[index]!;
      expect(placed.page).toBe(2);
      if (mark.kind === 'seal') {
        expect(placed.x + placed.width / 2).toBeCloseTo(slot.x + slot.width / 2);
        expect(placed.y).toBeLessThan(slot.y);
        expect(placed.y + placed.height).toBeGreaterThan(slot.y);
      } else {
        expect(placed.x).toBe(slot.x);
        expect(placed.width).toBeLessThanOrEqual(slot.width);
        expect(Math.abs(placed.y + placed.height - slot.y)).toBeLessThan(8);
      }
    }
    expect(sheet.dates.map(({ parts }) => parts)).toEqual([['2026', '11', '23']]);
    expect(sheet.record.rows.map(({ who }) => who)).toEqual([
      ...parties.map(({ name }) => name),
      '张卫',
      names.committee,
    ]);
  });

  test('is not made of marks without a picture or a place: that is an error, never a blank', () => {
    expect(() => markSheetOf(signed, names, 0)).toThrow(RangeError);
    expect(() => markSheetOf(caseIn('agreed'), names, 0)).toThrow(RangeError);
  });
});
