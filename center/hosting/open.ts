import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { SimpleCsrfProtectionLinkPlugin } from '@orpc/client/plugins';
import type { ContractRouterClient } from '@orpc/contract';
import * as z from 'zod';
import { type SetUp, usualKeepers } from '../../contract/center.ts';
import type { Contract } from '../../contract/index.ts';
import { directoryPersonSchema } from '../../domain/directory/accounts-of-place.ts';
import type { Directory, Place } from '../../domain/directory/divisions.ts';
import { writeWholeFile } from '../whole-file.ts';
import { firstPassword, passwordTable, seatsOf, withAccounts } from './first-accounts.ts';
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
  /** Who of the city's directory works there; left out where the organisation was named by hand. */
  accounts: z.array(directoryPersonSchema).max(1_000).optional(),
});
export type Wanted = z.infer<typeof wantedSchema>;

/** What is handed to the organisation: its address, and who signs in first. Everybody is to choose another password. */
export interface Opened extends Organisation {
  readonly accounts: readonly { readonly name: string; readonly account: string }[];
  /** Of all of them; null where each got one of its own. */
  readonly password: string | null;
  /** The file with everybody's first password; null where {@link password} is all. */
  readonly passwords: string | null;
}

export interface OpenParts {
  readonly data: string;
  readonly divisions: Directory;
  readonly now: () => number;
  /** Starts a center in a folder; with a code it enrols with the city. */
  readonly start: (folder: string, code: string | null) => Promise<Seat>;
}

const manager = { account: 'zhuren', name: '主任' };

/** In the folder of the organisation, readable by the owner of the machine's account alone: to be handed out and deleted. */
const PASSWORDS = 'first-passwords.csv';

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
  const seats = wanted.accounts === undefined ? null : seatsOf(wanted.accounts);
  const password = firstPassword(manager);
  const usual = setUpOf(wanted.name, place, { ...manager, password });
  // Beside the store, and under its name only once the organisation is open: one that is begun anew gets others.
  if (seats !== null) writeWholeFile(join(draft, PASSWORDS), await passwordTable(seats));
  await during(await start(draft, null), ({ origin }) =>
    setUp(origin, seats === null ? usual : withAccounts(usual, seats)),
  );
  await during(await start(draft, wanted.code), (seat) => meet(seat, wanted.name));
  const folder = join(data, key);
  if (existsSync(folder)) throw new RangeError(`${folder} 已经有数据，但不在名单里，请先移走`);
  renameSync(draft, folder);
  const organisation = { key, name: wanted.name, addedAt: now(), code: wanted.code };
  keepOrganisation(data, organisation);
  if (seats === null)
    return { ...organisation, accounts: [manager, ...Object.values(usualKeepers)], password, passwords: null };
  const accounts = seats.map(({ account, name }) => ({ account, name }));
  return { ...organisation, accounts, password: null, passwords: join(folder, PASSWORDS) };
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

function setUpOf(name: string, place: Place, administrator: SetUp['administrator']): SetUp {
  const short = place.shortName.replace(/(街道|社区|镇|乡|村)$/, '') || place.shortName;
  return {
    centerName: name,
    centerShortName: short.slice(0, 8),
    areaCode: place.managingArea.code,
    committeeName: `${place.path.join('')}人民调解委员会`.slice(-60),
    committeeShortName: short.slice(0, 8),
    phone: '',
    address: '',
    administrator,
    handedOut: true,
  };
}
