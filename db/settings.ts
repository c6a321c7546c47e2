import { type CenterSettings, centerSettingsSchema } from '../domain/center/settings.ts';
import type { SettingsReads, SettingsWrites, StoredSettings } from '../services/settings/port.ts';
import type { Connection } from './connection.ts';
import { centerSettings } from './schema/settings.ts';

interface SettingsRow {
  readonly centerId: string;
  readonly revision: number;
  readonly settings: string;
}

/** What was read last; every write asks for the settings several times. */
interface Known {
  readonly transaction: number;
  readonly text: string;
  readonly stored: StoredSettings;
}

const known = new WeakMap<Connection, Known>();

const only = 'SELECT center_id AS centerId, revision, settings FROM center_settings';

/** Read once in a transaction, and parsed only where the text is another than before. */
export function settingsReads(connection: Connection): SettingsReads {
  return {
    async settings() {
      const before = known.get(connection);
      const { transaction } = connection;
      if (before?.transaction === transaction) return before.stored;
      const row = connection.statement<SettingsRow>(only).get();
      if (!row) return null;
      const { centerId, revision, settings: text } = row;
      const settings: CenterSettings =
        before?.text === text ? before.stored.settings : centerSettingsSchema.parse(JSON.parse(text));
      const stored = { centerId, revision, settings };
      known.set(connection, { transaction, text, stored });
      return stored;
    },
  };
}

export function settingsWrites(connection: Connection): SettingsWrites {
  return {
    async saveSettings({ centerId, revision, settings }) {
      known.delete(connection);
      const content = { centerId, revision, settings: JSON.stringify(settings) };
      connection.writing
        .insert(centerSettings)
        .values({ only: 1, ...content })
        .onConflictDoUpdate({ target: centerSettings.only, set: content })
        .run();
    },
    async clearSettings() {
      known.delete(connection);
      connection.writing.delete(centerSettings).run();
    },
  };
}
