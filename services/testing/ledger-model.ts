import fc from 'fast-check';
import type { LedgerFilter, LedgerSort } from '../../contract/ledger.ts';
import { confirmationStanding } from '../../domain/cases/deadline-facts.ts';
import { caseStatusIds, openStatuses } from '../../domain/cases/status.ts';
import { caseIn, withAction } from '../../domain/cases/testing.ts';
import { testId } from '../../domain/cases/testing-facts.ts';
import { endOfChinaDay, toChinaDate } from '../../domain/deadlines/china-time.ts';
import { partySchema } from '../../domain/parties/party.ts';
import type { CaseProjection } from '../cases/port.ts';
import { testCase } from './store-fixture.ts';

/** For tests only: cases that fill a ledger, and what it must answer of them, told without a database. */

/** Monday 2026-11-23 12:00 in China. */
export const now = Date.UTC(2026, 10, 23, 4);
export const HOUR = 3_600_000;
export const SIZE = 120;
const streets = ['410105001', '410105002', '410102001'];
export const mediators = [testId(71), testId(72), testId(73)];
const names = ['张伟', '李伟芳', '赵敏', '周芳', '欧阳敏', '钱军'];

const applied = withAction(caseIn('performing'), 'confirmation.applied').confirmation;

/** Cases that differ in everything that the ledger filters and sorts by; the same on every run. */
export function spread(n: number): CaseProjection {
  const at = <T>(list: readonly T[], step: number): T => list[Math.floor(n / step) % list.length] as T;
  const status = at(caseStatusIds, 1);
  const name = at(names, 2);
  const street = at(streets, 3);
  const dueAt = now + ((n * 37) % 400) * HOUR - 150 * HOUR;
  const parties = [partySchema.parse({ id: testId(300), kind: 'person', role: 'applicant', name })];
  const amountFen = n % 4 === 0 ? null : (n * 7_919) % 50_000;
  const moj = (['01', '02', '03'] as const)[n % 3] ?? '01';
  return testCase(n, {
    registration: { parties, amountFen, mojType: moj, riskLevel: n % 5 === 0 ? 'high' : 'low' },
    state: {
      status,
      mediatorIds:
        n % 3 === 0 ? [] : [at(mediators, 5), at(mediators, 7)].filter((id, index, all) => all.indexOf(id) === index),
      confirmation: n % 3 === 1 ? applied : null,
      flags: n % 9 === 0 ? ['supervised'] : n % 10 === 0 ? ['escalated', 'sensitive'] : [],
      instants: { registeredAt: now - ((n * 53) % SIZE) * 6 * HOUR },
    },
    confirmationDue: n % 4 === 1 ? { dueAt, provisional: n % 8 === 1 } : null,
    ...(n % 3 === 1 ? { errandDueAt: now + (n - SIZE / 2) * HOUR } : {}),
    place: { code: `${street}00${n % 3}`, areaCode: street.slice(0, 6), streetCode: street },
    deadline:
      n % 2 === 0 && openStatuses.includes(status)
        ? {
            limitId: 'x',
            name: '期限',
            startAt: dueAt - 100 * HOUR,
            warnAt: dueAt - 20 * HOUR,
            dueAt,
            provisional: n % 4 === 0,
          }
        : null,
  });
}

/** What a filter means, said once more without any index. */
export function passes(each: CaseProjection, filter: LedgerFilter): boolean {
  const { state, deadline, place, initials } = each;
  const registration = state.registration;
  if (!registration) return false;
  const { amountFen } = registration;
  const { registeredAt } = state.instants;
  const sunday = endOfChinaDay(toChinaDate(now + 6 * 24 * HOUR));
  const due = deadline?.dueAt ?? Number.NaN;
  const text = [state.caseNumber, ...registration.parties.map(({ name }) => name), place.fullName, registration.title];
  const found = (query: string) =>
    text.some((each) => each.includes(query)) || initials.split(' ').some((each) => each.startsWith(query));
  const oneOf = <T>(wanted: readonly T[] | undefined, value: T) => !wanted?.length || wanted.includes(value);
  return (
    (filter.search === undefined || found(filter.search)) &&
    oneOf(filter.statuses, state.status) &&
    oneOf(filter.mojTypes, registration.mojType) &&
    oneOf(filter.riskLevels, registration.riskLevel) &&
    oneOf(filter.streetCodes, place.streetCode) &&
    (filter.areaCode === undefined || place.areaCode === filter.areaCode) &&
    (filter.mediatorId === undefined || state.mediatorIds.includes(filter.mediatorId)) &&
    (filter.registeredFrom === undefined || registeredAt >= filter.registeredFrom) &&
    (filter.registeredTo === undefined || registeredAt <= filter.registeredTo) &&
    (filter.amountFromFen === undefined || (amountFen !== null && amountFen >= filter.amountFromFen)) &&
    (filter.amountToFen === undefined || (amountFen !== null && amountFen <= filter.amountToFen)) &&
    (!filter.flags?.length || filter.flags.some((flag) => state.flags.includes(flag))) &&
    (filter.due !== 'overdue' || due < now) &&
    (filter.due !== 'warning' || (due >= now && (deadline?.warnAt ?? Number.NaN) <= now)) &&
    (filter.due !== 'this_week' || (due >= now && due <= sunday)) &&
    passesConfirmation(each, filter)
  );
}

function passesConfirmation({ state, confirmationDue }: CaseProjection, filter: LedgerFilter): boolean {
  const { confirmationStandings: standings, confirmationDue: wanted } = filter;
  const standing = confirmationStanding(state);
  const due = confirmationDue?.dueAt ?? Number.NaN;
  const seventh = endOfChinaDay(toChinaDate(now + 7 * 24 * HOUR));
  return (
    (!standings?.length || (standing !== null && standings.includes(standing))) &&
    (wanted !== 'over' || due < now) &&
    (wanted !== 'running' || due >= now) &&
    (wanted !== 'soon' || (due >= now && due <= seventh))
  );
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
export const filters: fc.Arbitrary<LedgerFilter> = fc
  .record({
    search: maybe(fc.constantFrom('张', '伟', '张伟', '芳', 'oy', 'z', '2026', '省委社区', '没有的')),
    statuses: maybe(fc.subarray([...caseStatusIds], { maxLength: 6 })),
    mojTypes: maybe(fc.subarray(['01', '02', '99'])),
    areaCode: maybe(fc.constantFrom('410105', '410102')),
    streetCodes: maybe(fc.subarray([...streets, '410199001'])),
    mediatorId: maybe(fc.constantFrom(...mediators, testId(79))),
    registeredFrom: maybe(fc.integer({ min: -700, max: 0 }).map((hours) => now + hours * HOUR)),
    registeredTo: maybe(fc.integer({ min: -700, max: 0 }).map((hours) => now + hours * HOUR)),
    amountFromFen: maybe(fc.integer({ min: 0, max: 50_000 })),
    amountToFen: maybe(fc.integer({ min: 0, max: 50_000 })),
    flags: maybe(fc.subarray(['supervised', 'escalated', 'sensitive'] as const).map((flags) => [...flags])),
    riskLevels: maybe(fc.subarray(['high', 'low'])),
    due: maybe(fc.constantFrom('overdue', 'warning', 'this_week')),
    confirmationStandings: maybe(fc.subarray(['open', 'applied', 'confirmed'] as const).map((each) => [...each])),
    confirmationDue: maybe(fc.constantFrom('running', 'soon', 'over')),
  })
  .map((filter) => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)));

export const columns = [
  'caseNumber',
  'status',
  'parties',
  'mojType',
  'streetName',
  'amountFen',
  'registeredAt',
  'confirmationDueAt',
  'dueAt',
] as const;
export const sorts: fc.Arbitrary<LedgerSort> = fc.record({
  column: fc.constantFrom(...columns),
  direction: fc.constantFrom('asc', 'desc'),
});

/** The value that a column is sorted by; null stands last in both directions. */
export function keyOf(each: CaseProjection, column: string): string | number | null {
  const { state, deadline, confirmationDue, place, initials } = each;
  switch (column) {
    case 'caseNumber':
      return Number(state.caseNumber.slice(9));
    case 'status':
      return caseStatusIds.indexOf(state.status);
    case 'parties':
      return initials;
    case 'mojType':
      return state.registration?.mojType ?? '';
    case 'streetName':
      return place.streetCode;
    case 'amountFen':
      return state.registration?.amountFen ?? null;
    case 'registeredAt':
      return state.instants.registeredAt;
    case 'confirmationDueAt':
      return confirmationDue?.dueAt ?? null;
    default:
      return deadline?.dueAt ?? null;
  }
}
