import type { GoverningArea } from '../../contract/center.ts';
import type { Dependencies } from '../dependencies.ts';

/** The areas that govern places and run a center, in the order of the directory. */
export function governingAreas({ divisions }: Pick<Dependencies, 'divisions'>): readonly GoverningArea[] {
  return divisions.areas.map(({ code, name, shortName }) => ({ code, name, shortName }));
}
