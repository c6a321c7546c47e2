import * as z from 'zod';

const photosSchema = z.array(z.object({ id: z.uuid(), name: z.string(), photo: z.instanceof(Blob) }));

/** A photo that is not sent yet. Its id is that of the action that attaches it: sent twice it is there once. */
export type KeptPhoto = z.infer<typeof photosSchema>[number];

/** Photos of an unfinished form; none where there are none. */
export function readPhotos(value: unknown): readonly KeptPhoto[] {
  const parsed = photosSchema.safeParse(value);
  return parsed.success ? parsed.data : [];
}
