import * as z from 'zod';
import type { Reach } from '../access/reach.ts';
import { type Role, roleSchema } from '../access/roles.ts';
import { separated } from '../access/separation.ts';
import { type MojTypeCode, mojTypeCodes } from '../codes/moj-types.ts';
import type { Action } from '../log/action.ts';

const reachFields = {
  placeCode: z.string().max(12).nullable().optional(),
  unit: z.string().max(100).nullable().optional(),
};

/** What each action of a staff member's stream carries. Passwords are never in the log. */
export const staffActionSchemas = {
  'staff.registered': z.object({
    account: z.string().min(1).max(64),
    name: z.string().min(1).max(50),
    /** Empty for an account that the system administrator has made and that has no role yet (三员分立). */
    roles: z.array(roleSchema),
    ...reachFields,
    phone: z.string().max(30).nullable(),
  }),
  'staff.activity_changed': z.object({ active: z.boolean() }),
  'staff.roles_changed': z.object({ roles: z.array(roleSchema).min(1), ...reachFields }),
  'staff.contact_changed': z.object({ phone: z.string().min(1).max(30).nullable() }),
  /** What cases a mediator is suggested for (domain/cases/suggest-mediator.ts); no right follows from it. */
  'staff.mediation_changed': z.object({
    /** Kinds of dispute that the person is good at: the list that the city's directory uses, too. */
    specialities: z.array(z.enum(mojTypeCodes)).max(mojTypeCodes.length),
    /** Division whose people the person mediates for. */
    servedPlace: z.string().max(12).nullable(),
  }),
} as const;

type Payloads = { readonly [Type in keyof typeof staffActionSchemas]: z.infer<(typeof staffActionSchemas)[Type]> };
export type StaffAction = {
  readonly [Type in keyof Payloads]: { readonly type: Type; readonly payload: Payloads[Type] };
}[keyof Payloads];

/** 2: roles of 2026 with their place and unit, and accounts without a role. 3: specialities of mediators. */
export const STAFF_SCHEMA_VERSION = 3;

export interface StaffState extends Reach {
  readonly staffId: string;
  readonly account: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly phone: string | null;
  readonly active: boolean;
  /** Kinds of dispute that the person mediates well. */
  readonly specialities: readonly MojTypeCode[];
  /** Code of the community, street or area that the person mediates for; null where nobody said. */
  readonly servedPlace: string | null;
}

/** What was granted, as far as it counts: an older program let roles meet that are apart now (三员分立). */
function granted({ roles, placeCode = null, unit = null }: Payloads['staff.roles_changed']) {
  return { roles: separated(roles), placeCode, unit };
}

/** Folds one action into a staff member (LOG-4); an erased payload leaves what was known. */
export function reduceStaff(state: StaffState | null, action: Action<unknown>): StaffState {
  const { header } = action;
  const known = state ?? {
    staffId: header.streamId,
    account: header.streamId,
    name: '（已删除）',
    roles: [],
    phone: null,
    active: false,
    placeCode: null,
    unit: null,
    specialities: [],
    servedPlace: null,
  };
  if (action.payload === null) return known;
  const { type, payload } = { type: header.type, payload: action.payload } as StaffAction;
  switch (type) {
    case 'staff.registered':
      return { ...known, ...payload, ...granted(payload), active: true };
    case 'staff.activity_changed':
      return { ...known, active: payload.active };
    case 'staff.roles_changed':
      return { ...known, ...granted(payload) };
    case 'staff.contact_changed':
      return { ...known, phone: payload.phone };
    case 'staff.mediation_changed':
      return { ...known, specialities: payload.specialities, servedPlace: payload.servedPlace };
  }
}
