import type { ClosedToDesks } from '../contract/center.ts';
import { createClosedRouter } from '../services/api/closed-router.ts';
import { readOrMakeCertificate } from './certificate.ts';
import { closeHttpServer, createHttpServer } from './http.ts';
import { lanHosts, readLanChoice } from './lan-choice.ts';
import type { LockedHosts } from './locked.ts';
import type { CenterOptions } from './options.ts';

/**
 * Tells other desks why they cannot work here, where the center had let them in: at the same port, under the same
 * certificate. Nothing can be done from there. Where the port cannot be had the desks find nobody, and the center's own
 * page goes on. The result ends it.
 */
export async function tellDesks(
  closed: ClosedToDesks,
  { data, renderer }: Pick<CenterOptions, 'data' | 'renderer'>,
  { logger, version, now }: Pick<LockedHosts, 'logger' | 'version' | 'now'>,
): Promise<() => Promise<void>> {
  const { enabled, port } = readLanChoice(data);
  if (!enabled) return async () => undefined;
  try {
    const server = await createHttpServer({
      router: createClosedRouter({ version, now, closed, logger }),
      rendererDir: renderer,
      certificate: await readOrMakeCertificate(data, new Date(now())),
      get allowedHosts() {
        return lanHosts();
      },
      onCall: () => undefined,
    });
    await server.listen({ port, host: '0.0.0.0' });
    return () => closeHttpServer(server);
  } catch (error) {
    logger.error({ error }, 'other desks are not told that the center stands still');
    return async () => undefined;
  }
}
