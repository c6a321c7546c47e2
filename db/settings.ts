import { type CenterSettings, centerSettingsSchema } from '../domain/center/settings.ts';
import type { SettingsReads, SettingsWrites } from '../services/settings/port.ts';
import type { Connection } from './connection.ts';
import { centerSettings } from './schema/settings.ts';

interface SettingsRow {
  readonly centerId: string;
  readonly revision: number;
  readonly settings: string;
}

const only = 'SELECT center_id AS centerId, revision, settings FROM center_settings';

export function settingsReads(connection: Connection): SettingsReads {
  // Every write asks for the settings: they are parsed again only when their text has changed.
  let parsed: { readonly text: string; readonly settings: CenterSettings } | null = null;
  return {
    async settings() {
      const row = connection.statement<SettingsRow>(only).get();
      if (!row) return null;
      const { centerId, revision, settings: text } = row;
      if (parsed?.text !== text) parsed = { text, settings: centerSettingsSchema.parse(JSON.parse(text)) };
      return { centerId, revision, settings: parsed.settings };
    },
  };
}

export function settingsWrites(connection: Connection): SettingsWrites {
  return {
    async saveSettings({ centerId, revision, settings }) {
      const content = { centerId, revision, settings: JSON.stringify(settings) };
      connection.writing
        .insert(centerSettings)
        .values({ only: 1, ...content })
        .onConflictDoUpdate({ target: centerSettings.only, set: content })
        .run();
    },
    async clearSettings() {
      connection.writing.delete(centerSettings).run();
    },
  };
}
