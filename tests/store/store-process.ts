/** A process of its own that uses a store. `node tests/store/store-process.ts JOB PATH` */
import { createInterface } from 'node:readline';
import { StoreOpenError } from '../../db/errors.ts';
import { openStore } from '../../db/open.ts';
import { testKey } from '../../db/testing.ts';
import { sealNext } from '../../services/testing/store-fixture.ts';

const [job = '', path = ''] = process.argv.slice(2);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Tries to open the store once for each line that comes in, says how it went, and keeps it open. */
async function openOnDemand(): Promise<void> {
  for await (const _ of createInterface({ input: process.stdin })) {
    try {
      await openStore({ path, key: testKey });
      say('open');
    } catch (error) {
      if (!(error instanceof StoreOpenError)) throw error;
      say(`${error.code} ${error.message}`);
    }
  }
}

/** Writes without end; each id is said only once its write is acknowledged. */
async function writeForEver(): Promise<void> {
  const store = await openStore({ path, key: testKey });
  for (;;) {
    const id = crypto.randomUUID();
    await store.write(async (writes) => {
      await writes.log.append(await sealNext(writes, { id, streamId: id, payload: { text: '字'.repeat(3_000) } }));
      await writes.numbers.next('case', 2026);
    });
    say(id);
  }
}

await (job === 'write' ? writeForEver() : openOnDemand());
