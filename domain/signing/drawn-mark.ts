import * as z from 'zod';

/** Longest side of the field that somebody writes on, in its own units (CSS pixels of the pad). */
const MAX_SIDE = 4_000;
const MAX_STROKES = 400;
const MAX_POINTS = 20_000;
/** A dot or a slip of the hand is no signature: all strokes together are at least this long, as a share of the width. */
const MIN_LENGTH_SHARE = 0.12;
/** Width of the pen, as a share of the field's width: about 1 mm on a line of 50 mm. */
const PEN_SHARE = 0.012;

const side = z.int().min(50).max(MAX_SIDE);
/** x, y in units of the field, and ms since the first touch of this mark: how somebody writes is evidence too. */
const point = z.tuple([
  z
    .number()
    .min(-MAX_SIDE)
    .max(2 * MAX_SIDE),
  z
    .number()
    .min(-MAX_SIDE)
    .max(2 * MAX_SIDE),
  z.int().min(0),
]);

/** A signature as it was drawn with a pen, a finger or a mouse. */
export const drawnMarkSchema = z
  .object({
    width: side,
    height: side,
    /** How it was drawn, as the browser says. */
    pointer: z.enum(['pen', 'touch', 'mouse']),
    strokes: z
      .array(z.array(point).min(1))
      .min(1, '还没有签名')
      .max(MAX_STROKES, '笔画太多，请清除后重签')
      .refine((strokes) => strokes.reduce((sum, { length }) => sum + length, 0) <= MAX_POINTS, {
        message: '签名太长，请清除后重签',
      }),
  })
  .refine(({ width, strokes }) => drawnLength(strokes) >= width * MIN_LENGTH_SHARE, {
    path: ['strokes'],
    message: '签名太短，请签全名',
  });
export type DrawnMark = z.infer<typeof drawnMarkSchema>;
export type Stroke = DrawnMark['strokes'][number];

/** How the pointer is called on the record of the signing. */
export const pointerNames: { readonly [Pointer in DrawnMark['pointer']]: string } = {
  pen: '手写笔',
  touch: '手指',
  mouse: '鼠标',
};

function drawnLength(strokes: readonly (readonly (readonly number[])[])[]): number {
  let length = 0;
  for (const stroke of strokes) {
    for (const [index, [x = 0, y = 0]] of stroke.entries()) {
      const [fromX = x, fromY = y] = stroke[index - 1] ?? [];
      length += Math.hypot(x - fromX, y - fromY);
    }
  }
  return length;
}

const short = (value: number): string => String(Math.round(value * 10) / 10);

/** Through the midpoints of what was sampled, so that a hand looks like a hand and not like a polygon. */
function pathOf(stroke: Stroke): string {
  const [first, ...rest] = stroke;
  if (!first) return '';
  const start = `M${short(first[0])} ${short(first[1])}`;
  const last = rest.at(-1);
  // A dot: a line to itself, which the round pen makes a point.
  if (!last) return `${start}l0.1 0`;
  const curves = rest.slice(0, -1).map(([x, y], index) => {
    const [nextX, nextY] = rest[index + 1] ?? last;
    return `Q${short(x)} ${short(y)} ${short((x + nextX) / 2)} ${short((y + nextY) / 2)}`;
  });
  return `${start}${curves.join('')}L${short(last[0])} ${short(last[1])}`;
}

/**
 * The mark as an SVG picture cut to what was drawn, black on nothing. The same strokes give the same text, so that its
 * hash names the mark.
 */
export function markPicture({ width, strokes }: DrawnMark): string {
  const pen = Math.max(1, width * PEN_SHARE);
  const xs = strokes.flatMap((stroke) => stroke.map(([x]) => x));
  const ys = strokes.flatMap((stroke) => stroke.map(([, y]) => y));
  const bounds = (values: readonly number[]): readonly [number, number] =>
    values.reduce<readonly [number, number]>(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
  const [left, right] = bounds(xs);
  const [top, bottom] = bounds(ys);
  const box = [left - pen, top - pen, right - left + 2 * pen, bottom - top + 2 * pen].map(short).join(' ');
  const style = `fill="none" stroke="#000" stroke-width="${short(pen)}" stroke-linecap="round" stroke-linejoin="round"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}"><path ${style} d="${strokes.map(pathOf).join('')}"/></svg>`;
}
