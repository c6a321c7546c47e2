import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../support/postgres.ts';
import { testHandover } from './handover.ts';

testHandover({
  name: 'PGlite',
  async open() {
    const data = mkdtempSync(join(tmpdir(), 'fengqiao-handover-'));
    return { options: { data }, dispose: async () => rmSync(data, { recursive: true, force: true }) };
  },
});

testHandover({
  name: 'PostgreSQL',
  async open() {
    const server = await startPostgres();
    return { options: { url: server.url, data: '' }, dispose: () => server.stop() };
  },
});
