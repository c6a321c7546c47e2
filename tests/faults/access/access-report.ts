import type { FaultOptions, FaultReport } from '../report.ts';
import { centerFaults, cityFaults } from './access-faults.ts';

/** The whole matrix of both servers, whatever the seed. */
export async function accessReport({ say }: Pick<FaultOptions, 'say'>): Promise<FaultReport> {
  const servers = [await centerFaults(say), await cityFaults(say)];
  const sum = (of: (server: (typeof servers)[number]) => number) =>
    servers.reduce((total, server) => total + of(server), 0);
  const leaks = servers.flatMap((server) => server.leaks);
  const wronglyRefused = servers.flatMap((server) => server.wronglyRefused);
  const unprobed = servers.flatMap((server) => server.unprobed);
  const [found, planted] = [sum(({ plantedFound }) => plantedFound), sum((server) => server.planted)];
  return {
    ok: leaks.length + wronglyRefused.length + unprobed.length === 0 && found === planted,
    numbers: {
      ...{ cells: sum(({ cells }) => cells), leaks: leaks.length, wrongly_refused: wronglyRefused.length },
      ...{ unprobed: unprobed.length, planted_found: found, planted },
    },
    happened: {},
    remarks: [
      ...leaks.map((cell) => `leak: ${cell}`),
      ...wronglyRefused.map((cell) => `wrongly refused: ${cell}`),
      ...unprobed.map((field) => `nothing wrong was put into ${field}`),
    ],
    failed: [],
  };
}
