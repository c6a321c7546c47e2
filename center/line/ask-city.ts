import { errorTable } from '../../contract/errors.ts';
import type { LineStep } from '../../contract/sync-line.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { CityCallFailed } from '../../services/sync/client.ts';
import { createCityClient } from '../city-client.ts';
import type { StationFile } from '../station-file.ts';

const ASK_MS = 30_000;

export interface AskCity {
  readonly origin: string;
  readonly fetch: typeof globalThis.fetch;
  /** Null before the center has enrolled: then only the city is asked who it is. */
  readonly station: StationFile | null;
}

/** The end of a try of the line: whether a city answers, the one that this station knows, and whether it knows it. */
export async function askCity({ origin, fetch, station }: AskCity): Promise<readonly LineStep[]> {
  const client = createCityClient({ origin, credentials: () => station, fetch });
  const signal = AbortSignal.timeout(ASK_MS);
  const steps: LineStep[] = [];
  try {
    const { serverId, time } = await client.hello(signal);
    if (station && station.serverId !== serverId)
      return [{ step: 'city', ok: false, text: '这是市平台，但不是本站接入的那一个：请核对地址' }];
    steps.push({ step: 'city', ok: true, text: `市平台有回答，它的时间是 ${formatInstant(time)}` });
  } catch (error) {
    return [{ step: 'city', ok: false, text: cityWords(error) }];
  }
  if (!station) return steps;
  try {
    await client.signIn(signal);
    return [...steps, { step: 'station', ok: true, text: '市平台认得本站' }];
  } catch (error) {
    return [...steps, { step: 'station', ok: false, text: cityWords(error) }];
  }
}

/** @throws what is neither the line's nor the city's fault. */
function cityWords(error: unknown): string {
  if (!(error instanceof CityCallFailed)) throw error;
  const { code, status, cause } = error;
  if (code !== null) return error.message || errorTable[code].message;
  if (status !== null) return `这个地址上有服务，回答了 ${status}，但不是市平台：请核对地址`;
  if (cause instanceof TypeError || cause instanceof DOMException) return '接通了，但没有等到市平台的回答';
  return '这个地址上有服务，但回答的不像市平台：请核对地址';
}
