import type * as z from 'zod';
import type { Random } from '../../../center/sample/random.ts';
import { brokenImage, hostileText } from './hostile.ts';

const MOST_DEPTH = 8;

export interface HostileHow {
  /** The share of texts in which something hostile stands; the others say something that is known. */
  readonly rate?: number;
  readonly depth?: number;
}

const uuid = /^[0-9a-f]{8}-/;

/** What an input of a schema may look like, with something hostile in some of its places, and now and then another shape. */
export function hostileInput(
  schema: z.core.$ZodType,
  random: Random,
  known: readonly string[],
  { rate = 0.55, depth = 0 }: HostileHow = {},
): unknown {
  if (depth > MOST_DEPTH) return null;
  // A call that is nothing but wrong shapes is refused before anybody looks at what it says.
  if (random.chance(0.07 * rate))
    return random.pick<unknown>([null, [], {}, 0, -1, 1e308, true, '', hostileText(random)]);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const inner = (of: z.core.$ZodType) => hostileInput(of, random, known, { rate, depth: depth + 1 });
  switch (def.type) {
    case 'object': {
      const entries = Object.entries(def.shape).filter(() => !random.chance(0.09 * rate));
      const more = random.chance(0.18 * rate) ? [[hostileText(random), hostileText(random)] as const] : [];
      return Object.fromEntries([...entries.map(([key, of]) => [key, inner(of)] as const), ...more]);
    }
    case 'array':
      return Array.from(
        {
          length: random.weighted([
            [0, 2],
            [1, 5],
            [3, 2],
            [40, 1],
          ]),
        },
        () => inner(def.element),
      );
    case 'tuple':
      return def.items.map((item) => inner(item));
    case 'record':
      return { [hostileText(random)]: inner(def.valueType) };
    case 'union':
      return inner(random.pick(def.options));
    case 'intersection':
      return Object.assign({}, inner(def.left), inner(def.right));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return random.chance(0.27 * rate) ? undefined : inner(def.innerType);
    case 'pipe':
      return inner(def.in);
    case 'string':
      if (random.chance(rate)) return hostileText(random);
      return 'format' in def && def.format === 'uuid'
        ? random.pick(known.filter((each) => uuid.test(each)))
        : random.pick(known);
    case 'file':
    case 'custom': {
      const { name, type, bytes } = brokenImage(random);
      return new File([new Uint8Array(bytes)], name, { type });
    }
    case 'number':
      return random.pick([0, 1, -1, 2 ** 31, 2 ** 53, 0.5, Date.now(), random.int(0, 1_000)]);
    case 'boolean':
      return random.chance(0.5);
    case 'enum':
      return random.pick(Object.values(def.entries));
    case 'literal':
      return def.values[0];
    default:
      return null;
  }
}
