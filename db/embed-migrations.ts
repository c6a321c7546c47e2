/** Writes db/migrations/index.ts from the SQL files beside it. Run after `drizzle-kit generate`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedMigrations as embedded } from '../scripts/embed-migrations.ts';

const folder = join(import.meta.dirname, 'migrations');

/** The text that db/migrations/index.ts must have. */
export function embeddedMigrations(): string {
  return embedded(folder, 'db/embed-migrations.ts');
}

if (import.meta.main) writeFileSync(join(folder, 'index.ts'), embeddedMigrations());
