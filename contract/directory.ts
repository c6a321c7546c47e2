import { type } from '@orpc/contract';
import * as z from 'zod';
import type { Reach } from '../domain/access/reach.ts';
import { type Role, roleSchema } from '../domain/access/roles.ts';
import type { CenterRef } from '../domain/cases/handover-actions.ts';
import { type MojTypeCode, mojTypeCodes } from '../domain/codes/moj-types.ts';
import type { PlaceHit } from '../domain/directory/place-search.ts';
import { procedure } from './errors.ts';

/** A mediator on duty; whom a case suits is asked for with the case (`cases.suggestMediators`). */
export interface MediatorName {
  readonly staffId: string;
  readonly name: string;
}

export interface StaffMember extends Reach {
  readonly staffId: string;
  readonly account: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly phone: string | null;
  readonly active: boolean;
  readonly specialities: readonly MojTypeCode[];
  /** Code of the place that the person mediates for; null where nobody said. */
  readonly servedPlace: string | null;
}

/** An account as whoever looks after accounts sees it. */
export interface StaffAccount extends StaffMember {
  /** Until when nobody signs in with it after many wrong passwords, in ms; null where it is not locked. */
  readonly lockedUntil: number | null;
  /** Signs in with a code of the telephone beside the password. */
  readonly secondFactor: boolean;
}

/** The centers that the city knows (SYNC-6). */
export interface Centers {
  /** This one; null before it has enrolled with the city, or the city's list has come. */
  readonly here: CenterRef | null;
  readonly others: readonly CenterRef[];
}

export const directory = {
  centers: procedure.output(type<Centers>()),
  /** Places by pinyin initials or characters, the center's own area first. */
  searchPlaces: procedure
    .input(
      z.object({
        query: z.string().max(60),
        limit: z.int().min(1).max(20),
        preferStreet: z.string().max(12).optional(),
      }),
    )
    .output(type<readonly PlaceHit[]>()),
  /** The whole name of a place; null for an unknown code. */
  place: procedure
    .input(z.object({ code: z.string().max(12) }))
    .output(type<{ readonly code: string; readonly path: readonly string[] } | null>()),
  mediators: procedure.output(type<readonly MediatorName[]>()),
  staff: procedure.output(type<readonly StaffAccount[]>()),
  /** An account without a role: the security administrator grants those (三员分立). */
  addStaff: procedure
    .input(
      z.object({
        actionId: z.uuid(),
        account: z.string().regex(/^[a-z][a-z0-9._-]{1,31}$/, '账号用小写字母开头，2 到 32 位字母、数字'),
        name: z.string().trim().min(1, '请填写姓名').max(50),
        phone: z.string().max(30).nullable(),
        password: z.string().min(8, '密码至少 8 位').max(256),
      }),
    )
    .output(type<StaffMember>()),
  setStaffActive: procedure
    .input(z.object({ actionId: z.uuid(), staffId: z.uuid(), active: z.boolean() }))
    .output(type<StaffMember>()),
  setStaffRoles: procedure
    .input(
      z.object({
        actionId: z.uuid(),
        staffId: z.uuid(),
        roles: z.array(roleSchema).min(1, '至少选一个岗位'),
        placeCode: z.string().max(12).nullable().default(null),
        unit: z.string().trim().max(100).nullable().default(null),
      }),
    )
    .output(type<StaffMember>()),
  /**
   * Makes an account the security administrator's while the center has none in use, as one of an older program.
   * @throws NOT_POSSIBLE_NOW where there is one.
   */
  appointSecurity: procedure.input(z.object({ actionId: z.uuid(), staffId: z.uuid() })).output(type<StaffMember>()),
  /** How the person is reached, as GB/T 31000 wants it of who settles a dispute (化解责任人联系方式). */
  setStaffContact: procedure
    .input(z.object({ actionId: z.uuid(), staffId: z.uuid(), phone: z.string().trim().min(1).max(30).nullable() }))
    .output(type<StaffMember>()),
  /**
   * What cases the person is suggested for: kinds of dispute, and the community, street or area that is looked after.
   * @throws INVALID_INPUT naming `servedPlace` for a place that there is not.
   */
  setStaffMediation: procedure
    .input(
      z.object({
        actionId: z.uuid(),
        staffId: z.uuid(),
        specialities: z.array(z.enum(mojTypeCodes)).max(mojTypeCodes.length),
        servedPlace: z.string().max(12).nullable(),
      }),
    )
    .output(type<StaffMember>()),
  resetPassword: procedure
    .input(z.object({ staffId: z.uuid(), password: z.string().min(8, '密码至少 8 位').max(256) }))
    .output(type<{ readonly reset: true }>()),
  /** Forgets wrong passwords of an account, which lock it. */
  unlock: procedure.input(z.object({ staffId: z.uuid() })).output(type<{ readonly wasLocked: boolean }>()),
  resetSecondFactor: procedure.input(z.object({ staffId: z.uuid() })).output(type<{ readonly reset: true }>()),
};
