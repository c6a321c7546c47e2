import { type } from '@orpc/contract';
import * as z from 'zod';
import { type Building, buildingCodeSchema, buildingSchema } from '../domain/directory/poster-place.ts';
import { MOST_POSTERS } from '../domain/documents/poster.ts';
import { procedure } from './errors.ts';

interface NamedPlace {
  readonly code: string;
  readonly name: string;
}

/** A street of the center's own area, with its communities in the order of the directory. */
export interface PosterStreet extends NamedPlace {
  readonly villages: readonly NamedPlace[];
}

export interface PosterPlaces {
  /** The center itself: the code of its area. */
  readonly center: NamedPlace;
  readonly streets: readonly PosterStreet[];
  /** Address of the city's public pages; null where the center knows none yet. */
  readonly address: string | null;
}

const MOST_AT_ONCE = 200;

/** Posters with the code of a place (一码解纠纷). */
export const posters = {
  streets: procedure.output(type<PosterPlaces>()),
  buildings: procedure.output(type<readonly Building[]>()),
  /** Registers buildings of one community or street; one that is registered under its name already keeps its code. */
  registerBuildings: procedure
    .input(
      z.object({
        actionId: z.uuid(),
        placeCode: buildingSchema.shape.placeCode,
        names: z
          .array(buildingSchema.shape.name)
          .min(1, '请写楼栋名')
          .max(MOST_AT_ONCE, `一次最多登记 ${MOST_AT_ONCE} 个`),
      }),
    )
    .output(type<readonly Building[]>()),
  /** Another name for a building; the code on its poster stays. */
  renameBuilding: procedure
    .input(z.object({ actionId: z.uuid(), code: buildingCodeSchema, name: buildingSchema.shape.name }))
    .output(type<Building>()),
  /** One PDF with a page for each place: communities, streets, registered buildings, or the center's own area. */
  print: procedure
    .input(
      z.object({
        paper: z.enum(['a4', 'a3']),
        codes: z
          .array(z.string().max(20))
          .min(1, '请选择要做海报的地方')
          .max(MOST_POSTERS, `一次最多做 ${MOST_POSTERS} 张`),
      }),
    )
    .output(z.file()),
};
