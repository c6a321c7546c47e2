import { settingFields } from './fields.ts';
import type { SettingField } from './setting-field.ts';

/** The field of this id; the pages name them, so that a wrong name is found at once. */
export function settingField(id: string): SettingField {
  const found = settingFields.find((field) => field.id === id);
  if (!found) throw new RangeError(`no setting ${id}`);
  return found;
}
