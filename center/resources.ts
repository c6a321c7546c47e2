import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDirectory, type Directory } from '../domain/directory/divisions.ts';
import { readOwnTemplates } from '../services/documents/own-templates.ts';
import type { DocumentRenderer } from '../services/documents/renderer.ts';
import { createTypstRenderer } from '../services/documents/typst-renderer.ts';

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The divisions of Zhengzhou, with the governing areas laid over the statistics bureau's list. */
export function loadDivisions(resourcesDir: string): Directory {
  const folder = join(resourcesDir, 'divisions');
  return buildDirectory(readJson(join(folder, 'zhengzhou-2023.json')), readJson(join(folder, 'overrides.json')));
}

/** @param ownTemplatesDir templates that IT has put in place of the shipped ones; none are looked for without it. */
export function loadDocumentRenderer(resourcesDir: string, ownTemplatesDir?: string): DocumentRenderer {
  const templatesDir = join(resourcesDir, 'templates');
  const own = ownTemplatesDir === undefined ? undefined : readOwnTemplates(ownTemplatesDir, templatesDir);
  return createTypstRenderer({ templatesDir, fontsDir: join(resourcesDir, 'fonts') }, own);
}
