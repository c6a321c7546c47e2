import * as z from 'zod';
import { type Role, roleSchema } from '../access/roles.ts';
import type { Action } from '../log/action.ts';

/** What each action of a staff member's stream carries. Passwords are never in the log. */
export const staffActionSchemas = {
  'staff.registered': z.object({
    account: z.string().min(1).max(64),
    name: z.string().min(1).max(50),
    roles: z.array(roleSchema).min(1),
    phone: z.string().max(30).nullable(),
  }),
  'staff.activity_changed': z.object({ active: z.boolean() }),
  'staff.roles_changed': z.object({ roles: z.array(roleSchema).min(1) }),
  'staff.contact_changed': z.object({ phone: z.string().min(1).max(30).nullable() }),
} as const;

type Payloads = { readonly [Type in keyof typeof staffActionSchemas]: z.infer<(typeof staffActionSchemas)[Type]> };
export type StaffAction = {
  readonly [Type in keyof Payloads]: { readonly type: Type; readonly payload: Payloads[Type] };
}[keyof Payloads];

export const STAFF_SCHEMA_VERSION = 1;

export interface StaffState {
  readonly staffId: string;
  readonly account: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly phone: string | null;
  readonly active: boolean;
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
  };
  if (action.payload === null) return known;
  const { type, payload } = { type: header.type, payload: action.payload } as StaffAction;
  switch (type) {
    case 'staff.registered':
      return { ...known, ...payload, active: true };
    case 'staff.activity_changed':
      return { ...known, active: payload.active };
    case 'staff.roles_changed':
      return { ...known, roles: payload.roles };
    case 'staff.contact_changed':
      return { ...known, phone: payload.phone };
  }
}
