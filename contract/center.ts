import { type } from '@orpc/contract';
import * as z from 'zod';
import { directoryPersonSchema } from '../domain/directory/accounts-of-place.ts';
import { procedure } from './errors.ts';
import type { KeyLock } from './keys.ts';
import type { MovedAway } from './moving.ts';
import { cityOriginSchema } from './sync-fields.ts';

/** Why other desks cannot work with this center now, in Chinese: what is so, and what to do. */
export interface ClosedToDesks {
  readonly title: string;
  readonly advice: string;
}

export interface CenterStatus {
  /** False until the first-run assistant has named the center, its committee and the first administrator. */
  readonly setUp: boolean;
  readonly name: string | null;
  readonly version: string;
  readonly now: number;
  /** Set where the store's clock looks wrong; signing and numbering then ask for the date (LOG-10). */
  readonly clockSuspect: boolean;
  /** This machine is taking a broken one's place, and nobody can sign in yet (SYNC-14); {@link setUp} is false. */
  readonly replacing: boolean;
  /** Set while the keys of the store are locked: nothing else is answered before somebody unlocks them. */
  readonly lock?: KeyLock;
  /** Set where the machine is the city's, and many organisations share it: its own settings are not theirs. */
  readonly hosted?: true;
  /** Set where the center has moved to another PC: nothing else is answered here before somebody undoes it. */
  readonly moved?: MovedAway;
  /** Set for other desks on the LAN while this machine serves nothing but a page to whoever sits at it. */
  readonly closed?: ClosedToDesks;
}

/** How far a machine is that takes a broken one's place. */
export interface Replacement {
  /** What the city calls the station. */
  readonly station: string;
  /** Positions of the city's feeds that were passed, and those that there are; 0 of 0 before the first answer. */
  readonly done: number;
  readonly total: number;
  readonly running: boolean;
  /** Why the last round ended early, in Chinese; null where it did not. */
  readonly failure: string | null;
  /** Everything is here. */
  readonly complete: boolean;
  /** Who may sign in first: accounts in use with the role IT; none before everything is here. */
  readonly administrators: readonly { readonly staffId: string; readonly name: string; readonly account: string }[];
}

export const replaceSchema = z.object({
  origin: cityOriginSchema,
  code: z.string().trim().min(8, '换机码没有写全，请核对').max(80),
});

export const finishReplacementSchema = z.object({
  /** The same code once more: who chooses a password must have it, also after a restart. */
  code: z.string().trim().min(8, '换机码没有写全，请核对').max(80),
  staffId: z.uuid(),
  password: z.string().min(8, '密码至少 8 位').max(256),
});

const account = z.string().regex(/^[a-z][a-z0-9._-]{1,31}$/, '账号用小写字母开头，2 到 32 位字母、数字');
const password = z.string().min(8, '密码至少 8 位').max(256);
const keeper = z.object({
  account,
  name: z.string().trim().min(1, '请填写姓名').max(50),
  phone: z.string().trim().max(30).optional(),
  /** The first person's where it is left out. */
  password: password.optional(),
});

/** The first-run assistant: center, committee, the manager, and the three keepers. */
export const setUpSchema = z.object({
  centerName: z.string().trim().min(2, '请填写中心全称').max(60),
  centerShortName: z.string().trim().min(1, '请填写案号里用的简称').max(8),
  areaCode: z.string().min(4, '请选择所在区县').max(12),
  committeeName: z.string().trim().min(4, '请填写人民调解委员会全称（印章上的名称）').max(60),
  committeeShortName: z.string().trim().min(1, '请填写文书编号里用的简称').max(8),
  phone: z.string().trim().max(30),
  address: z.string().trim().max(200),
  administrator: z.object({
    account,
    name: z.string().trim().min(1, '请填写姓名').max(50),
    phone: z.string().trim().max(30).optional(),
    password: z.string().min(8, '密码至少 8 位').max(256),
  }),
  /** The password was made by an operator for the first person, who is to choose another at the first sign-in. */
  handedOut: z.boolean().optional(),
  /** Accounts of the three keepers (三员分立); as {@link usualKeepers} where it is left out. */
  keepers: z.object({ it: keeper, security: keeper, auditor: keeper }).optional(),
  /** Who else works here, each with a first password: whom the city's directory names at a hosted desk (docs/hosting.md). */
  people: z.array(directoryPersonSchema.extend({ password })).max(1_000).optional(),
});

/** The accounts that a new center gets for its keepers; their first password is the first person's. */
export const usualKeepers = {
  it: { account: 'sysadmin', name: '系统管理员' },
  security: { account: 'secadmin', name: '安全保密管理员' },
  auditor: { account: 'auditor', name: '安全审计员' },
} as const;

export type SetUp = z.infer<typeof setUpSchema>;

/** A governing area (区县市) that a center may stand in. */
export interface GoverningArea {
  readonly code: string;
  readonly name: string;
  /** As people say it: 经开区. */
  readonly shortName: string;
}

export const center = {
  status: procedure.output(type<CenterStatus>()),
  /** The governing areas, for the first-run assistant: nobody is signed in yet. */
  areas: procedure.output(type<readonly GoverningArea[]>()),
  setUp: procedure.input(setUpSchema).output(type<CenterStatus>()),
  /** Null where this machine takes nobody's place. Nobody is signed in yet, as with {@link setUp}. */
  replacement: procedure.output(type<Replacement | null>()),
  replace: procedure.input(replaceSchema).output(type<CenterStatus>()),
  retryReplacement: procedure.output(type<{ readonly asked: true }>()),
  finishReplacement: procedure.input(finishReplacementSchema).output(type<CenterStatus>()),
};
