import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { SimpleCsrfProtectionLinkPlugin } from '@orpc/client/plugins';
import type { ContractRouterClient } from '@orpc/contract';
import * as z from 'zod';
import { type SetUp, usualKeepers } from '../../contract/center.ts';
import type { Contract } from '../../contract/index.ts';
import { queryCodeFrom } from '../../domain/center/numbering.ts';
import type { Directory, Place } from '../../domain/directory/divisions.ts';
import { keepOrganisation, nextKey, type Organisation, readOrganisations } from './organisations.ts';
import type { Seat } from './seats.ts';

/** How long the first meeting with the city may take, in ms. */
const MEET_MS = 60_000;

/** A line that `npm run city -- --code 410105001=NAME` wrote. */
export const wantedSchema = z.object({
  type: z.literal('code'),
  name: z.string().min(4, '名称至少 4 个字').max(60),
  code: z.string().min(8),
  place: z.string().regex(/^(\d{6}|\d{9}|\d{12})$/),
});
export type Wanted = z.infer<typeof wantedSchema>;

/** What is handed to the organisation: its address, and who signs in first. Everybody is to choose another password. */
export interface Opened extends Organisation {
  readonly accounts: readonly { readonly name: string; readonly account: string }[];
  readonly password: string;
}

export interface OpenParts {
  readonly data: string;
  readonly divisions: Directory;
  readonly now: () => number;
  /** Starts a center in a folder; with a code it enrols with the city. */
  readonly start: (folder: string, code: string | null) => Promise<Seat>;
}

const manager = { account: 'zhuren', name: '主任' };

/**
 * Opens the desk of an organisation: its center is set up, enrols with the city, and is listed once the city has met it.
 * A half that was left by an earlier try is begun anew; the code is used up by the first that comes through.
 * @throws RangeError in Chinese for a place that there is not, or where the city did not let it in
 */
export async function openOrganisation({ data, divisions, now, start }: OpenParts, wanted: Wanted): Promise<Opened> {
  const place = divisions.find(wanted.place);
  if (!place) throw new RangeError(`区划表里没有 ${wanted.place}`);
  const key = nextKey(readOrganisations(data), place.code);
  const draft = join(data, `${key}.new`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const password = firstPassword();
  await during(await start(draft, null), ({ origin }) => setUp(origin, setUpOf(wanted.name, place, password)));
  await during(await start(draft, wanted.code), (seat) => meet(seat, wanted.name));
  const folder = join(data, key);
  if (existsSync(folder)) throw new RangeError(`${folder} 已经有数据，但不在名单里，请先移走`);
  renameSync(draft, folder);
  const organisation = { key, name: wanted.name, addedAt: now() };
  keepOrganisation(data, organisation);
  return { ...organisation, accounts: [manager, ...Object.values(usualKeepers)], password };
}

async function during(seat: Seat, work: (seat: Seat) => Promise<void>): Promise<void> {
  try {
    await work(seat);
  } finally {
    await seat.stop();
  }
}

async function setUp(origin: string, input: SetUp): Promise<void> {
  const link = new RPCLink({ url: `${origin}/rpc`, plugins: [new SimpleCsrfProtectionLinkPlugin()] });
  const center: ContractRouterClient<Contract> = createORPCClient(link);
  await center.center.setUp(input);
}

async function meet({ rested, ended }: Seat, name: string): Promise<void> {
  let cut: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    cut = setTimeout(resolve, MEET_MS, 'late');
  });
  const met = await Promise.race([rested.then(() => 'met' as const), ended.then(() => 'ended' as const), late]);
  clearTimeout(cut);
  if (met !== 'met')
    throw new RangeError(`「${name}」没有接入市平台：请核对接入码（七天内有效，只能用一次）和 --city 的地址。`);
}

/** Both kinds of letters, digits and a sign, read out over the telephone without doubt. */
function firstPassword(): string {
  const part = () => {
    for (;;) {
      const found = queryCodeFrom(randomBytes(32));
      if (found !== null) return found;
    }
  };
  return `${part()}-${part().toLowerCase()}9`;
}

function setUpOf(name: string, place: Place, password: string): SetUp {
  const short = place.shortName.replace(/(街道|社区|镇|乡|村)$/, '') || place.shortName;
  return {
    centerName: name,
    centerShortName: short.slice(0, 8),
    areaCode: place.managingArea.code,
    committeeName: `${place.path.join('')}人民调解委员会`.slice(-60),
    committeeShortName: short.slice(0, 8),
    phone: '',
    address: '',
    administrator: { ...manager, password },
    handedOut: true,
  };
}
