import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { type Api, signedInApi } from '../browser/api.ts';
import { type RunningCenter, startCenter } from '../browser/center.ts';
import { type CityProcess, cityCodes, startCityProcess } from '../support/city-process.ts';
import { type HostingProcess, type OpenedSeat, openHosted, startHosting } from '../support/hosting-process.ts';

/** An organisation that works in the browser on the city's machine: its place, and what it is called. */
export interface WantedSeat {
  readonly place: string;
  readonly name: string;
}

export interface HostedWorld {
  readonly city: CityProcess;
  /** The center of 金水区, with sample data. */
  readonly district: RunningCenter;
  readonly opened: readonly OpenedSeat[];
  /** Folder of the backups of hosted desks. */
  readonly backups: string;
  /** Address of a hosted desk, without a slash at the end. */
  at(key: string): string;
  /** The number in the newest short message to a phone. */
  codeSentTo(phone: string): string;
  stop(): Promise<void>;
}

/** For tests only: the city, the center of the district and hosted desks, each a program of its own, on real sockets. */
export async function startHostedWorld(seats: readonly WantedSeat[]): Promise<HostedWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-hosted-'));
  const [data, hosted, backups] = [join(folder, 'city'), join(folder, 'hosted'), join(folder, 'backups')];
  mkdirSync(backups);
  const asked = seats.map(({ place, name }) => `${place}=${name}`);
  const [code = '', ...codes] = await cityCodes(data, ['410105=金水区综治中心', ...asked]);
  const city = await startCityProcess(data);
  const env = { FENGQIAO_CITY_ORIGIN: city.origin, FENGQIAO_CITY_CODE: code };
  const district = await startCenter({ sample: true, env });
  const chief = await signedInApi(district.origin, 'chenjing');
  await synced(chief);
  const file = join(folder, 'codes.jsonl');
  const lines = seats.map((seat, index) => JSON.stringify({ type: 'code', ...seat, code: codes[index] }));
  writeFileSync(file, lines.join('\n'));
  const opened = await openHosted(hosted, file, city.origin);
  const hosting: HostingProcess = await startHosting(hosted, '--backups', backups);
  return {
    city,
    district,
    opened,
    backups,
    at: (key) => `${hosting.origin}/d/${key}`,
    codeSentTo(phone) {
      const sent = readFileSync(join(data, 'sms.jsonl'), 'utf8').trim().split('\n');
      const texts = sent.map((line) => JSON.parse(line) as { readonly phone: string; readonly text: string });
      return /验证码 (\d{6})/.exec(texts.findLast((each) => each.phone === phone)?.text ?? '')?.[1] ?? '';
    },
    async stop() {
      await hosting.stop();
      await district.stop();
      await city.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Rounds of sync until nothing waits any more. */
export async function synced(api: Api): Promise<void> {
  const round = async () => expect((await api.sync.now()).status).toBe('synced');
  await vi.waitFor(round, { timeout: 90_000, interval: 500 });
}
