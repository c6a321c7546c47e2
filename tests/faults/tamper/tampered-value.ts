import type { Random } from '../../../center/sample/random.ts';

export type Cell = string | number | bigint | Uint8Array | null;

/** Another value of the same kind: one character, one bit, one more or less, or none where one was. */
export function otherValue(value: Cell, random: Random): Cell {
  if (value === null) return random.pick<Cell>([0, 'x']);
  if (typeof value === 'string') return otherText(value, random);
  if (value instanceof Uint8Array) return otherBytes(value, random);
  return Number(value) + random.pick([-1, 1, 1_000]);
}

function otherText(value: string, random: Random): string {
  if (value === '') return 'x';
  const at = random.int(0, value.length - 1);
  const old = value.charAt(at);
  const fresh = random.pick(['0', '1', 'a', 'f', '甲'].filter((each) => each !== old));
  const put = [fresh, '', `${old}${fresh}`];
  return value.slice(0, at) + random.pick(put) + value.slice(at + 1);
}

function otherBytes(value: Uint8Array, random: Random): Uint8Array {
  const bytes = Uint8Array.from(value);
  if (bytes.length === 0) return Uint8Array.of(1);
  if (random.chance(0.15)) return bytes.subarray(0, random.int(0, bytes.length - 1));
  const at = random.int(0, bytes.length - 1);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(0, 7));
  return bytes;
}
