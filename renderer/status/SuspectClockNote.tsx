import { Note } from './Note.tsx';

/** In every form that asks for a legal date, while the center's clock is suspect (LOG-10). */
export function SuspectClockNote({ today }: { readonly today: string | null }) {
  return today === null ? <Note look="warn" title="本机时间可能不对，请按纸面日期填写" /> : null;
}
