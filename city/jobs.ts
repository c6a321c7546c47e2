import { Cron } from 'croner';
import { systemEnvironment } from '../services/environment.ts';
import { createEmbeddedCare, dumpFolder } from './embedded-care.ts';
import { createDailyCheck } from './history/daily-check.ts';
import type { City, CityParts } from './start.ts';
import { createDispatcher } from './webhooks/dispatcher.ts';

/** What a server does beside answering calls: events go out, the embedded database is looked after, the history is verified. */
export interface Jobs {
  stop(): Promise<void>;
}

export function startJobs({ database }: City, data: string, { logger }: Pick<CityParts, 'logger'>): Jobs {
  const dispatcher = createDispatcher({ database, logger });
  const care = createEmbeddedCare({ database, folder: dumpFolder(data), logger });
  dispatcher.start();
  care?.start();
  const check = createDailyCheck({ database, environment: systemEnvironment }, logger);
  check.start();
  const failed = (error: unknown) => logger.error({ error }, 'delivered events were not tidied away');
  const tidying = new Cron('41 3 * * *', { timezone: 'Asia/Shanghai', unref: true, catch: failed }, dispatcher.tidy);
  return {
    async stop() {
      tidying.stop();
      await check.stop();
      await dispatcher.close();
      await care?.stop();
    },
  };
}
