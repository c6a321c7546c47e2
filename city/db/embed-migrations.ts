/** Writes city/db/migrations/index.ts from the SQL files beside it. Run after `drizzle-kit generate`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedMigrations } from '../../scripts/embed-migrations.ts';

const folder = join(import.meta.dirname, 'migrations');

/** The text that city/db/migrations/index.ts must have. */
export function embeddedCityMigrations(): string {
  return embeddedMigrations(folder, 'city/db/embed-migrations.ts');
}

if (import.meta.main) writeFileSync(join(folder, 'index.ts'), embeddedCityMigrations());
