import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { embeddedCityMigrations } from './embed-migrations.ts';

test('the module of migrations holds exactly what the SQL files hold', () => {
  const module = readFileSync(join(import.meta.dirname, 'migrations', 'index.ts'), 'utf8');
  expect(module, 'run: node scripts/run.mjs city/db/embed-migrations.ts').toBe(embeddedCityMigrations());
});
