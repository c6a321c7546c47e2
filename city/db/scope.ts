import type { CenterSettings } from '../../domain/center/settings.ts';
import type { Station } from '../../services/log/port.ts';
import type { Transaction } from './database.ts';

/** Settings of a center as they were parsed last, by the text that they were parsed from. */
export interface ParsedSettings {
  readonly text: string;
  readonly settings: CenterSettings;
}

export interface ScopeOptions {
  /** The six-digit code of a district, or `city`; the store has the rows of this feed only (SYNC-2). */
  readonly feed: string;
  /** Who appends; the feed is the home of this station's chain. */
  readonly station: Station;
  /** Whose settings are read, where the feed has several centers; else those of the lowest id. */
  readonly centerId?: string;
}

/** One open transaction on the rows of one feed: what every port is made of. */
export interface Scope extends ScopeOptions {
  readonly transaction: Transaction;
  /** By feed and center, for as long as the store is open. */
  readonly parsed: Map<string, ParsedSettings>;
}
