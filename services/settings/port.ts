import type { CenterSettings } from '../../domain/center/settings.ts';

export interface StoredSettings {
  readonly centerId: string;
  readonly revision: number;
  readonly settings: CenterSettings;
}

export interface SettingsReads {
  /** Null until the center is set up. */
  settings(): Promise<StoredSettings | null>;
}

export interface SettingsWrites {
  saveSettings(settings: StoredSettings): Promise<void>;
  clearSettings(): Promise<void>;
}
