import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writeWholeFile } from '../whole-file.ts';

/** In the address and as the name of the folder: the place's code, with a counter behind it from the second one on. */
export const organisationKeySchema = z.string().regex(/^(\d{6}|\d{9}|\d{12})(-[2-9])?$/);

const organisationSchema = z.object({
  key: organisationKeySchema,
  name: z.string().min(1).max(60),
  /** In ms since 1970. */
  addedAt: z.int(),
  /** The code that was used up for it: by it a line that is given again is known. */
  code: z.string().optional(),
});
/** A street, community or team that works in the browser on the city's machine. */
export type Organisation = z.infer<typeof organisationSchema>;

const fileSchema = z.object({ organisations: z.array(organisationSchema) });

const pathIn = (data: string): string => join(data, 'hosting.json');

/** Those that are hosted in a folder, as they were added. @throws where the file is no longer what it was: nothing is guessed */
export function readOrganisations(data: string): readonly Organisation[] {
  const path = pathIn(data);
  if (!existsSync(path)) return [];
  return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).organisations;
}

export function keepOrganisation(data: string, added: Organisation): void {
  const organisations = [...readOrganisations(data), added];
  writeWholeFile(pathIn(data), JSON.stringify({ organisations }, null, 2));
}

/** The key of the next organisation of a place. @throws RangeError in Chinese where the place has nine */
export function nextKey(known: readonly Pick<Organisation, 'key'>[], place: string): string {
  const taken = new Set(known.map(({ key }) => key));
  const keys = [place, ...[2, 3, 4, 5, 6, 7, 8, 9].map((count) => `${place}-${count}`)];
  const free = keys.find((key) => !taken.has(key));
  if (free === undefined) throw new RangeError(`${place} 已经开通了九个工作台`);
  return free;
}
