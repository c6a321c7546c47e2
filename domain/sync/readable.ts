import type * as z from 'zod';
import { CASE_SCHEMA_VERSION, caseActionSchemas } from '../cases/actions.ts';
import { CENTER_SCHEMA_VERSION } from '../center/reducer.ts';
import { centerSettingsSchema } from '../center/settings.ts';
import { STAFF_SCHEMA_VERSION, staffActionSchemas } from '../directory/staff.ts';
import { IMPORT_SCHEMA_VERSION, importActionSchemas, importRowSchema } from '../imports/import.ts';
import type { Action, StreamKind } from '../log/action.ts';
import { type ShapeCheck, shapeOf } from '../log/shape.ts';
import { ERASURE_SCHEMA_VERSION, erasureActionSchemas } from '../personal-data/erasure.ts';
import { SETTLING_SCHEMA_VERSION, settlingSchemas } from './settling.ts';

interface Form {
  readonly version: number;
  readonly schemas: Readonly<Record<string, z.core.$ZodType>>;
}

/** The payloads that this version reads, by kind of stream; the city's own are read where they are written. */
const forms: Readonly<Partial<Record<StreamKind, Form>>> = {
  case: { version: CASE_SCHEMA_VERSION, schemas: caseActionSchemas },
  center: {
    version: CENTER_SCHEMA_VERSION,
    schemas: { 'center.established': centerSettingsSchema, 'center.settings_changed': centerSettingsSchema },
  },
  staff: { version: STAFF_SCHEMA_VERSION, schemas: staffActionSchemas },
  import: { version: IMPORT_SCHEMA_VERSION, schemas: importActionSchemas },
  erasure: { version: ERASURE_SCHEMA_VERSION, schemas: erasureActionSchemas },
  settling: { version: SETTLING_SCHEMA_VERSION, schemas: settlingSchemas },
};

const checks = new Map<string, { readonly version: number; readonly check: ShapeCheck }>();
for (const [kind, form] of Object.entries(forms)) {
  for (const [type, schema] of Object.entries(form.schemas))
    checks.set(`${kind} ${type}`, { version: form.version, check: shapeOf(schema) });
}

/**
 * Where the payload of an action has another shape than its type has: nobody can fold it, and no program of ours writes
 * it. Null where it can be read, where it was erased (LOG-8), and where only a newer program knows its form (SYNC-13).
 */
export function unreadableAt({ header, payload }: Action<unknown>): string | null {
  if (payload === null) return null;
  const known = checks.get(`${header.streamKind} ${header.type}`);
  if (!known || header.schemaVersion > known.version) return null;
  return known.check(payload);
}

/** As {@link Action}, and as if it were erased where nobody can read it: for folds that must not refuse (LOG-4). */
export function readablePart(action: Action<unknown>): Action<unknown> {
  return unreadableAt(action) === null ? action : { header: action.header, payload: null };
}

/** Where a row of an import, which travels beside its chunk, has another shape than rows have; null where it can be read. */
export const unreadableRowAt: (row: unknown) => string | null = shapeOf(importRowSchema);
