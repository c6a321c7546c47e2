import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { expect } from 'vitest';
import type { Role } from '../../domain/access/roles.ts';
import { type Api, connectApi, signedInApi } from '../browser/api.ts';
import { type RunningCenter, startCenter } from '../browser/center.ts';
import { type CityProcess, cityCodes, startCityProcess } from '../support/city-process.ts';
import { type CutLine, cutLine } from '../support/cut-line.ts';
import { keeperApi } from '../support/keepers.ts';

/** A center of one person who is everything, let in by a city; both are programs, and the line between them can be cut. */
export interface CenterWithCity {
  readonly city: CityProcess;
  /** The city's data folder, with the short messages that it would send. */
  readonly cityData: string;
  readonly line: CutLine;
  readonly center: RunningCenter;
  readonly api: Api;
  readonly account: string;
  readonly password: string;
  /** By which the station begins its next life (SYNC-14). */
  readonly nextCode: string;
  /** Until nothing waits any more. */
  synced(): Promise<void>;
  stop(): Promise<void>;
}

export const committeeName = '郑州市中原区人民调解委员会';
const account = 'zhouyuan';
const password = 'Kettle and 3 cups';

export async function startCenterWithCity(): Promise<CenterWithCity> {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-with-city-'));
  const data = join(folder, 'city');
  const [code = '', nextCode = ''] = await cityCodes(data, ['410102=中原区综治中心', '410102=中原区综治中心']);
  const city = await startCityProcess(data);
  const line = await cutLine(city.origin);
  const center = await startCenter({ empty: true });
  await connectApi(center.origin).center.setUp({
    centerName: '中原区综治中心',
    centerShortName: '中',
    areaCode: '410102',
    committeeName,
    committeeShortName: '中原',
    phone: '',
    address: '',
    administrator: { account, name: '周原', password },
  });
  const api = await signedInApi(center.origin, account, password);
  // In a small center one person does all that is done with a case.
  const me = await api.sessions.me();
  const security = await keeperApi(center.origin, 'security', password);
  const roles: Role[] = ['clerk', 'mediator', 'manager'];
  await security.directory.setStaffRoles({ actionId: newId(), staffId: me?.staffId ?? '', roles });
  const it = await keeperApi(center.origin, 'it', password);
  await it.sync.enrol({ origin: line.origin, code });
  // The center reaches the city by its line; people reach it elsewhere.
  const { settings, revision } = await api.settings.get();
  const documents = { ...settings.documents, verificationAddress: city.origin };
  await it.settings.change({ actionId: newId(), baseRevision: revision, settings: { ...settings, documents } });
  return {
    city,
    cityData: data,
    line,
    center,
    api,
    account,
    password,
    nextCode,
    async synced() {
      await expect.poll(async () => (await api.sync.now()).status, { timeout: 60_000 }).toBe('synced');
    },
    async stop() {
      await center.stop();
      await line.close();
      await city.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
