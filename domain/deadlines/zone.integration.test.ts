import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const folder = new URL('.', import.meta.url).href;
const script = `
  const { createCalendar } = await import('${folder}calendar.ts');
  const { caseDeadline } = await import('${folder}case-deadline.ts');
  const { defaultDeadlineRules } = await import('${folder}default-rules.ts');
  const { describeDueAt, describeRemaining } = await import('${folder}describe.ts');
  const { toChinaDate, toChinaTime } = await import('${folder}china-time.ts');
  const calendar = createCalendar();
  const out = [];
  // Every 11 hours and 37 minutes of a year, so that each hour of the day and each change to summer time is met.
  for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 41_820_000) {
    const date = toChinaDate(at);
    const facts = { registeredAt: at, acceptedAt: at, complexity: 'general', urgent: false, effectiveDate: date };
    for (const [status, medical] of [['registered', false], ['assigned', false], ['mediating', false], ['mediating', true], ['follow_up', false]]) {
      const due = caseDeadline({ ...facts, status, medical }, defaultDeadlineRules, calendar);
      out.push([toChinaTime(at), due, describeRemaining(due, at, calendar), describeDueAt(due, at)]);
    }
    out.push([calendar.isWorkday(date), calendar.rollForward(date), calendar.describe(date)]);
  }
  process.stdout.write(JSON.stringify([new Date(2026, 0, 1).getTimezoneOffset(), out]));
`;

function run(zone: string): [number, unknown[]] {
  const text = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TZ: zone, NODE_OPTIONS: '' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(text);
}

describe('deadlines', () => {
  it('come out the same in every zone of the machine', () => {
    const [offset, expected] = run('Asia/Shanghai');
    expect(offset).toBe(-480);
    expect(expected.length).toBeGreaterThan(4000);
    for (const [zone, zoneOffset] of [
      ['America/Los_Angeles', 480],
      ['Pacific/Kiritimati', -840],
    ] as const) {
      const [found, result] = run(zone);
      expect(found).toBe(zoneOffset);
      expect(JSON.stringify(result) === JSON.stringify(expected)).toBe(true);
    }
  });
});
