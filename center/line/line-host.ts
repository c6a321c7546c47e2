import { join } from 'node:path';
import type { Logger } from 'pino';
import { ServiceError } from '../../contract/errors.ts';
import type { LineInput, LineView } from '../../contract/sync-line.ts';
import { toWriteError } from '../../db/errors.ts';
import { defaultLine, type LineSettings } from '../../domain/sync/line.ts';
import { requireRight } from '../../services/access/rights.ts';
import type { LineHost } from '../../services/api/line-host.ts';
import type { StationFile } from '../station-file.ts';
import { askCity } from './ask-city.ts';
import { readAuthorities } from './authorities.ts';
import { checkLine } from './check-line.ts';
import { type CityLine, createCityLine } from './city-line.ts';
import { readLineFile, writeLineFile } from './line-file.ts';

export interface LineParts {
  readonly dataDir: string;
  readonly logger: Pick<Logger, 'error'>;
  /** In ms since 1970. */
  readonly now: () => number;
  /** Null before the center has enrolled. */
  readonly station: () => StationFile | null;
  readonly onChange: (settings: LineSettings) => void;
}

/** The line of this center, with what IT set for it. */
export interface CenterLine extends LineHost {
  readonly line: CityLine;
  readonly current: () => LineSettings;
}

function read(path: string, logger: LineParts['logger']): LineSettings {
  try {
    return readLineFile(path);
  } catch (error) {
    // The desk goes on; that the city cannot be reached shows, and IT sets it anew.
    logger.error({ error }, 'the settings of the line cannot be read');
    return defaultLine;
  }
}

const fieldError = (field: string, detail: string, cause?: unknown) =>
  new ServiceError('INVALID_INPUT', { detail, fields: { [field]: detail } }, { cause });

/** A saved password goes to no other proxy than the one that it was typed for. */
function settingsOf({ proxy, ...rest }: LineInput, current: LineSettings): LineSettings {
  try {
    readAuthorities(rest.authorities);
  } catch (error) {
    throw fieldError('authorities', error instanceof Error ? error.message : String(error), error);
  }
  if (!proxy) return { ...rest, proxy: null };
  const address = new URL(proxy.address).origin;
  if (proxy.password !== null) {
    if (proxy.user === '' && proxy.password !== '') throw fieldError('proxy.user', '填了密码，账号也要填');
    return { ...rest, proxy: { address, user: proxy.user, password: proxy.password } };
  }
  const known = current.proxy;
  const isSame = known?.address === address && known.user === proxy.user;
  if (known && known.password !== '' && !isSame && proxy.user !== '')
    throw fieldError('proxy.password', '代理的地址或账号改了，请再填一次密码');
  return { ...rest, proxy: { address, user: proxy.user, password: isSame ? known.password : '' } };
}

function viewOf({ proxy, ...rest }: LineSettings): LineView {
  const shown = proxy && { address: proxy.address, user: proxy.user, hasPassword: proxy.password !== '' };
  return { ...rest, proxy: shown, trusted: readAuthorities(rest.authorities) };
}

export function createCenterLine({ dataDir, logger, now, station, onChange }: LineParts): CenterLine {
  const path = join(dataDir, 'line.json');
  let settings = read(path, logger);
  const line = createCityLine(settings);
  return {
    line,
    current: () => settings,
    async settings(caller) {
      requireRight(caller, 'sync.line.settings');
      return viewOf(settings);
    },
    async change(caller, input) {
      requireRight(caller, 'sync.line.change');
      const next = settingsOf(input, settings);
      try {
        writeLineFile(path, next);
      } catch (error) {
        throw toWriteError(error);
      }
      settings = next;
      line.use(next);
      onChange(next);
      return viewOf(next);
    },
    async check(caller, input) {
      requireRight(caller, 'sync.line.check');
      const known = station();
      const origin = known?.origin ?? input.origin;
      if (origin === null)
        throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '先回到接入页填好市平台地址，才能试连接。' });
      const tried = settingsOf(input.line, settings);
      const over = createCityLine({ ...tried, limitKib: 0 });
      try {
        const ask = () => askCity({ origin, fetch: over.fetch, station: known });
        return [...(await checkLine({ origin, line: tried, now, ask }))];
      } finally {
        await over.close();
      }
    },
  };
}
