import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDirectory, type Directory } from '../domain/directory/divisions.ts';
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

export function loadDocumentRenderer(resourcesDir: string): DocumentRenderer {
  return createTypstRenderer({ templatesDir: join(resourcesDir, 'templates'), fontsDir: join(resourcesDir, 'fonts') });
}
