import { Cron } from 'croner';
import { systemEnvironment } from '../services/environment.ts';
import { tidyKeys } from './clients/request-keys.ts';
import { createEmbeddedCare, dumpFolder } from './embedded-care.ts';
import { createDailyCheck } from './history/daily-check.ts';
import { tidyProofs } from './intake/proofs.ts';
import { createWaiting } from './intake/waiting.ts';
import { careForRooms } from './room/parts.ts';
import type { City, CityParts } from './start.ts';
import { createDispatcher } from './webhooks/dispatcher.ts';

/** What a server does beside answering calls: events go out, the embedded database is looked after, the history is verified. */
export interface Jobs {
  stop(): Promise<void>;
}

export function startJobs(
  { database, rooms, residentUploads }: Pick<City, 'database' | 'rooms' | 'residentUploads'>,
  data: string,
  { logger, divisions }: Pick<CityParts, 'logger' | 'divisions'>,
): Jobs {
  const dispatcher = createDispatcher({ database, logger });
  const care = createEmbeddedCare({ database, folder: dumpFolder(data), logger });
  dispatcher.start();
  care?.start();
  const check = createDailyCheck({ database, environment: systemEnvironment }, logger);
  check.start();
  const failed = (error: unknown) => logger.error({ error }, 'delivered events were not tidied away');
  const tidying = new Cron('41 3 * * *', { timezone: 'Asia/Shanghai', unref: true, catch: failed }, dispatcher.tidy);
  const waiting = createWaiting({ database, divisions, environment: systemEnvironment });
  const unoffered = (error: unknown) => logger.error({ error }, 'submissions were not offered to their centers');
  const offering = new Cron(
    '*/5 * * * *',
    { timezone: 'Asia/Shanghai', unref: true, catch: unoffered, protect: true },
    async () => {
      await waiting.offerNew();
      await tidyProofs(database, Date.now());
      await tidyKeys(database, Date.now());
      await residentUploads.tidy();
    },
  );
  const uncared = (error: unknown) => logger.error({ error }, 'rooms were not looked after');
  const caring = new Cron('* * * * *', { timezone: 'Asia/Shanghai', unref: true, catch: uncared, protect: true }, () =>
    careForRooms(rooms),
  );
  return {
    async stop() {
      caring.stop();
      tidying.stop();
      await check.stop();
      offering.stop();
      await dispatcher.close();
      await care?.stop();
    },
  };
}
