/** Repeatable chance for sample data: the same seed and key give the same numbers on every machine. Not for secrets. */
export interface Random {
  /** A number from 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** An item by its weight; weights need not add up to anything. */
  weighted<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** A UUIDv7 of the given instant. */
  uuid(at: number): string;
}

/** Spreads small seeds and keys over 32 bits, so that neighbours have nothing in common (the finaliser of MurmurHash3). */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A stream of numbers for one key of a seed (mulberry32), independent of the streams of all other keys. */
export function randomOf(seed: number, key: number): Random {
  let state = mix(mix(seed) + Math.imul(key + 1, 0x9e3779b9));

  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  }
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));

  function pick<Item>(items: readonly Item[]): Item {
    const item = items[int(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  function weighted<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item {
    let rest = next() * items.reduce((total, [, weight]) => total + weight, 0);
    for (const [item, weight] of items) {
      rest -= weight;
      if (rest < 0) return item;
    }
    return pick(items)[0];
  }

  function uuid(at: number): string {
    const time = Math.floor(at).toString(16).padStart(12, '0');
    const word = () =>
      Math.floor(next() * 0x1_0000_0000)
        .toString(16)
        .padStart(8, '0');
    const [a, b, c] = [word(), word(), word()];
    const variant = (8 + int(0, 3)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(0, 3)}-${variant}${a.slice(3, 6)}-${b}${c.slice(0, 4)}`;
  }

  return { next, int, pick, weighted, chance: (probability) => next() < probability, uuid };
}
