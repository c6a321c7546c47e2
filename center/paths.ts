import { isAbsolute, relative, sep } from 'node:path';

/** Whether a folder lies in another one, or is it; both are real paths. */
export function isWithin(inner: string, outer: string): boolean {
  const way = relative(outer, inner);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
