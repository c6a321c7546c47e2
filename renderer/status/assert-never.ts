/** The end of an exhaustive switch: a case that was forgotten does not compile, one that sneaked in throws. */
export function assertNever(value: never): never {
  throw new RangeError(`unexpected value: ${String(value)}`);
}
