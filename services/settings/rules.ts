import { ServiceError } from '../../contract/errors.ts';
import { type Calendar, createCalendar } from '../../domain/deadlines/calendar.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import type { ProjectionRules } from '../cases/project.ts';
import type { SettingsReads, StoredSettings } from './port.ts';

export interface CurrentRules extends ProjectionRules {
  readonly stored: StoredSettings;
}

/** The rules that hold now, made once for each revision of the settings. */
export interface RulesCache {
  /** @throws ServiceError NOT_SET_UP before the first-run assistant has run. */
  current(reads: SettingsReads): Promise<CurrentRules>;
  of(stored: StoredSettings): CurrentRules;
  /** After settings were folded anew: what they say may differ under the revision that was cached (SYNC-5). */
  forget(): void;
}

export function createRulesCache(divisions: Directory): RulesCache {
  let cached: CurrentRules | null = null;
  let calendarKey = '';
  let calendar: Calendar = createCalendar();

  function calendarOf(stored: StoredSettings): Calendar {
    const key = JSON.stringify(stored.settings.calendars);
    if (key !== calendarKey) {
      calendar = createCalendar(stored.settings.calendars);
      calendarKey = key;
    }
    return calendar;
  }

  function of(stored: StoredSettings): CurrentRules {
    if (cached && cached.stored.revision === stored.revision && cached.stored.centerId === stored.centerId)
      return cached;
    cached = {
      stored,
      directory: divisions,
      deadlines: stored.settings.deadlines,
      calendar: calendarOf(stored),
    };
    return cached;
  }

  return {
    of,
    forget() {
      cached = null;
    },
    async current(reads) {
      const stored = await reads.settings();
      if (!stored) throw new ServiceError('NOT_SET_UP');
      return of(stored);
    },
  };
}
