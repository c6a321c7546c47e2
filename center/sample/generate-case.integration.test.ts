import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { registrationRules } from '../../domain/cases/registration.ts';
import { caseStatusIds } from '../../domain/cases/status.ts';
import { mojTypeCodes } from '../../domain/codes/moj-types.ts';
import { createCalendar } from '../../domain/deadlines/calendar.ts';
import { chinaInstant, endOfChinaDay, toChinaDate } from '../../domain/deadlines/china-time.ts';
import { defaultDeadlineRules } from '../../domain/deadlines/default-rules.ts';
import { findPartyProblems } from '../../domain/parties/party-problems.ts';
import { runningDeadline } from '../../services/cases/project.ts';
import { registrationProblems } from '../../services/cases/register.ts';
import { loadDivisions } from '../resources.ts';
import { foldGenerated, generateCase, type SampleWorld, standsAsWished, wishCase } from './generate-case.ts';
import { officeTime } from './office-time.ts';
import { placeDraw } from './places.ts';
import { storiesByType } from './stories/stories.ts';

const divisions = loadDivisions(join(import.meta.dirname, '..', '..', 'resources'));
const calendar = createCalendar();
const now = chinaInstant('2026-11-23', '16:04');
const world: SampleWorld = {
  places: placeDraw(divisions),
  office: officeTime(calendar),
  calendar,
  deadlines: defaultDeadlineRules,
  now,
  clerkId: '01990000-0000-7000-8000-000000000001',
  managerId: '01990000-0000-7000-8000-000000000002',
  mediatorIds: ['01990000-0000-7000-8000-000000000003', '01990000-0000-7000-8000-000000000004'],
};
const cases = Array.from({ length: 600 }, (_, index) => generateCase(7, index, world));

test('the same seed gives the same bytes, another seed gives others', () => {
  const bytes = (seed: number) =>
    createHash('sha256')
      .update(JSON.stringify(Array.from({ length: 50 }, (_, index) => generateCase(seed, index, world))))
      .digest('hex');
  expect(bytes(7)).toBe(bytes(7));
  expect(bytes(8)).not.toBe(bytes(7));
});

test('a case does not depend on which cases were made before it', () => {
  expect(generateCase(7, 321, world)).toEqual(cases[321]);
});

test('every registration passes the rules of the form, on the day it was written (GB 11643, GB 32100)', () => {
  for (const { registration, registeredAt } of cases) {
    expect(registrationRules.safeParse(registration).error).toBeUndefined();
    const today = toChinaDate(registeredAt);
    expect(registrationProblems(registration, today, divisions)).toEqual({});
    expect(registration.parties.flatMap((party) => findPartyProblems(party, today))).toEqual([]);
    expect(JSON.stringify(registration)).not.toMatch(/[{}]元|\{.\}|undefined/);
  }
});

test('every one of the 18 kinds has at least four stories, and no text keeps an unfilled place', () => {
  for (const code of mojTypeCodes) expect(storiesByType[code].stories.length, code).toBeGreaterThanOrEqual(4);
});

test('people are distinct: no identity number belongs to two names', () => {
  const names = new Map<string, string>();
  for (const { registration } of cases) {
    for (const party of registration.parties) {
      if (party.kind !== 'person' || party.documentNumber === null) continue;
      expect(names.get(party.documentNumber) ?? party.name).toBe(party.name);
      names.set(party.documentNumber, party.name);
    }
  }
  expect(names.size).toBeGreaterThan(600);
});

test('most cases are archived, the rest stand in many states, and nothing lies ahead of now', () => {
  const states = cases.map(foldGenerated);
  const archived = states.filter(({ status }) => status === 'archived').length;
  expect(archived / states.length).toBeGreaterThan(0.6);
  expect(archived / states.length).toBeLessThan(0.95);
  expect(new Set(states.map(({ status }) => status)).size).toBeGreaterThan(6);
  expect(states.flatMap(({ reviews }) => reviews)).toEqual([]);
  for (const { registeredAt, acts } of cases) {
    const times = [registeredAt, ...acts.map(({ at }) => at)];
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(now);
  }
});

test.each(caseStatusIds)('a case can be wished into the status %s', (status) => {
  const made = [1, 2, 3, 4, 5].map((index) => wishCase(3, index, world, { status })).filter((each) => each !== null);
  const states = made.slice(0, 3).map(foldGenerated);
  expect(states.map((state) => state.status)).toEqual([status, status, status]);
});

test.each([
  ['registered', 'overdue'],
  ['registered', 'today'],
  ['registered', 'later'],
  ['assigned', 'overdue'],
  ['assigned', 'today'],
  ['mediating', 'overdue'],
  ['mediating', 'today'],
  ['performing', 'overdue'],
  ['performing', 'today'],
  ['follow_up', 'overdue'],
  ['follow_up', 'later'],
] as const)('a case in the status %s can be wished to be due: %s', (status, due) => {
  const wish = { status, due };
  const found = [1, 2, 3, 4, 5, 6]
    .map((index) => wishCase(5, index, world, wish))
    .find((each) => each !== null && standsAsWished(each, wish, world));
  const dueAt = found ? runningDeadline(foldGenerated(found), world)?.dueAt : undefined;
  if (dueAt === undefined) throw new Error('no case stands as wished');
  const endOfToday = endOfChinaDay('2026-11-23');
  if (due === 'overdue') expect(dueAt).toBeLessThan(now);
  if (due === 'today') expect(dueAt >= now && dueAt <= endOfToday).toBe(true);
  if (due === 'later') expect(dueAt).toBeGreaterThan(endOfToday);
});
