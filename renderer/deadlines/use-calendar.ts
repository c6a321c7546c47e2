import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Calendar, createCalendar } from '../../domain/deadlines/calendar.ts';
import { queries } from '../api/client.ts';

const FRESH_MS = 10 * 60_000;
const builtIn = createCalendar();

/** China's working days as this center knows them, with the holidays that it has imported. */
export function useCalendar(): Calendar {
  const { data } = useQuery({ ...queries.settings.get.queryOptions(), staleTime: FRESH_MS });
  const imported = data?.settings.calendars;
  return useMemo(() => (imported && imported.length > 0 ? createCalendar(imported) : builtIn), [imported]);
}
