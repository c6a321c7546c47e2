/** For tests only: a process of its own that uses a store. `node db/testing-child.ts JOB PATH` */
import { sealNext } from '../services/testing/store-fixture.ts';
import { StoreOpenError } from './errors.ts';
import { openStore } from './open.ts';
import { testKey } from './testing.ts';

const [job = '', path = ''] = process.argv.slice(2);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes without end; each id is said only once its write is acknowledged. */
async function writeForEver(): Promise<void> {
  const store = await openStore({ path, key: testKey });
  for (;;) {
    const id = crypto.randomUUID();
    await store.write(async (writes) => {
      const { header, ...sealed } = await sealNext(writes, { id, streamId: id, payload: { text: '字'.repeat(3_000) } });
      await writes.log.append({ header, ...sealed });
      await writes.cases.nextNumber('case', 2026);
    });
    say(id);
  }
}

try {
  if (job === 'write') await writeForEver();
  const store = await openStore({ path, key: testKey });
  say('open');
  if (job === 'hold') setInterval(() => undefined, 60_000);
  else await store.close();
} catch (error) {
  if (!(error instanceof StoreOpenError)) throw error;
  say(`${error.code} ${error.message}`);
}
