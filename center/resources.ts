import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { withChanges } from '../domain/directory/changed-directory.ts';
import { buildDirectory, type Directory } from '../domain/directory/divisions.ts';
import { divisionChangeSchema } from '../domain/directory/reorganisation.ts';
import { type PlainDate, plainDateAt } from '../domain/text/chinese-date.ts';
import { readOwnTemplates } from '../services/documents/own-templates.ts';
import type { DocumentRenderer } from '../services/documents/renderer.ts';
import { createTypstRenderer } from '../services/documents/typst-renderer.ts';

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/**
 * The divisions of Zhengzhou as they are on a day: the statistics bureau's list with the governing areas laid over it, after
 * the reorganisations since.
 */
export function loadDivisions(resourcesDir: string, today: PlainDate = plainDateAt(Date.now())): Directory {
  const folder = join(resourcesDir, 'divisions');
  const base = buildDirectory(readJson(join(folder, 'zhengzhou-2023.json')), readJson(join(folder, 'overrides.json')));
  return withChanges(base, z.array(divisionChangeSchema).parse(readJson(join(folder, 'changes.json'))), today);
}

/** @param ownTemplatesDir templates that IT has put in place of the shipped ones; none are looked for without it. */
export function loadDocumentRenderer(resourcesDir: string, ownTemplatesDir?: string): DocumentRenderer {
  const templatesDir = join(resourcesDir, 'templates');
  const own = ownTemplatesDir === undefined ? undefined : readOwnTemplates(ownTemplatesDir, templatesDir);
  return createTypstRenderer({ templatesDir, fontsDir: join(resourcesDir, 'fonts') }, own);
}
