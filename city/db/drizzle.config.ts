import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate --config city/db/drizzle.config.ts`, then `node scripts/run.mjs city/db/embed-migrations.ts`. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './city/db/schema/*.ts',
  out: './city/db/migrations',
});
