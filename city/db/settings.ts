import { centerSettingsSchema } from '../../domain/center/settings.ts';
import type { SettingsReads, SettingsWrites, StoredSettings } from '../../services/settings/port.ts';
import { centerSettings } from './schema/settings.ts';
import type { Scope } from './scope.ts';
import { selected, upsert } from './statements.ts';

// $2 is the center, or null where the feed has but one.
const mine = 'feed = $1 AND ($2::text IS NULL OR center_id = $2)';

const sql = {
  find: `SELECT ${selected(centerSettings, 's', ['centerId', 'revision', 'settings'])}
    FROM center_settings s WHERE ${mine} ORDER BY center_id LIMIT 1`,
  save: upsert(centerSettings, ['centerId'], ['revision', 'settings']),
  clear: `DELETE FROM center_settings WHERE ${mine}`,
} as const;

interface SettingsRow {
  readonly centerId: string;
  readonly revision: number;
  readonly settings: string;
}

/** Settings are read once in a transaction, and parsed only where the text is another than before. */
export function settingsPort(scope: Scope): SettingsReads & SettingsWrites {
  const { feed, parsed, transaction } = scope;
  const { query } = transaction;
  const own = [feed, scope.centerId ?? null];
  let known: StoredSettings | null | undefined;

  async function find(): Promise<StoredSettings | null> {
    const [row] = await query<SettingsRow>(sql.find, own);
    if (!row) return null;
    const { centerId, revision, settings: text } = row;
    const key = `${feed} ${centerId}`;
    const before = parsed.get(key);
    const settings = before?.text === text ? before.settings : centerSettingsSchema.parse(JSON.parse(text));
    parsed.set(key, { text, settings });
    return { centerId, revision, settings };
  }

  return {
    async settings() {
      known ??= await find();
      return known;
    },
    async saveSettings({ centerId, revision, settings }) {
      known = undefined;
      await query(sql.save, [feed, centerId, revision, JSON.stringify(settings)]);
    },
    async clearSettings() {
      known = undefined;
      await query(sql.clear, own);
    },
  };
}
