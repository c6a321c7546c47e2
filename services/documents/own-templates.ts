import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownTemplateProblem } from '../../domain/documents/template-fields.ts';

/** Templates that a city's IT has put in place of the shipped ones. */
export interface OwnTemplates {
  /** Those that are used, by the name of the file. */
  readonly used: ReadonlyMap<string, Buffer>;
  /** Why others are not, in Chinese. */
  readonly problems: readonly string[];
}

/** Shared by the templates; one of an office's own would change what all forms show, unseen by any check of fields. */
const LIBRARY = 'lib.typ';

/** Reads and checks the office's own templates once, when the center starts; the folder need not be there. */
export function readOwnTemplates(folder: string, templatesDir: string): OwnTemplates {
  const used = new Map<string, Buffer>();
  const problems: string[] = [];
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.typ')) : [];
  for (const name of files.sort()) {
    const own = readFileSync(join(folder, name));
    const path = join(templatesDir, name);
    const shipped = name !== LIBRARY && existsSync(path) ? readFileSync(path, 'utf8') : null;
    const problem = ownTemplateProblem(name, own.toString('utf8'), shipped);
    if (problem === null) used.set(name, own);
    else problems.push(problem);
  }
  return { used, problems };
}

/** Where no own templates are looked for: tests, benches, the city. */
export const noOwnTemplates: OwnTemplates = { used: new Map(), problems: [] };
