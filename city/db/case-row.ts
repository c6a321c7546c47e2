import { getTableColumns } from 'drizzle-orm';
import { owedSince } from '../../domain/cases/citizen.ts';
import { confirmationStanding } from '../../domain/cases/deadline-facts.ts';
import { penOf } from '../../domain/cases/handover.ts';
import { viewersOf } from '../../domain/cases/restriction.ts';
import { caseStatusIds, openStatuses } from '../../domain/cases/status.ts';
import type { CaseProjection } from '../../services/cases/port.ts';
import { cases } from './schema/cases.ts';

const openSet: ReadonlySet<string> = new Set(openStatuses);

/** What a row of `cases` says of a case, apart from its place in the feed. */
export type CaseColumns = Omit<typeof cases.$inferSelect, 'feed' | 'seq' | 'lastPosition'>;

export function caseColumns({
  state,
  deadline,
  confirmationDue,
  errandDueAt,
  place,
  partiesText,
  title,
  initials,
}: CaseProjection): CaseColumns {
  const { registration, flags } = state;
  const viewers = viewersOf(state);
  return {
    id: state.id,
    caseNumber: state.caseNumber,
    queryCode: state.queryCode,
    status: state.status,
    statusRank: caseStatusIds.indexOf(state.status),
    open: openSet.has(state.status),
    partiesText,
    initials,
    title,
    mojType: registration?.mojType ?? '',
    gbtCategory: registration?.gbtCategory ?? '',
    areaCode: place.areaCode,
    areaName: place.areaName,
    streetCode: place.streetCode,
    streetName: place.streetName,
    placeCode: place.code,
    placeName: place.fullName,
    mediatorIds: [...state.mediatorIds],
    amountFen: registration?.amountFen ?? null,
    registeredAt: state.instants.registeredAt,
    limitId: deadline?.limitId ?? null,
    deadlineName: deadline?.name ?? null,
    deadlineStartAt: deadline?.startAt ?? null,
    warnAt: deadline?.warnAt ?? null,
    dueAt: deadline?.dueAt ?? null,
    provisional: deadline?.provisional ?? false,
    supervised: flags.includes('supervised'),
    escalated: flags.includes('escalated'),
    sensitive: flags.includes('sensitive'),
    viewers: viewers && [...viewers],
    riskLevel: registration?.riskLevel ?? '',
    penStation: penOf(state),
    offeredTo: state.handover?.offer?.to.stationId ?? null,
    citizenAsksAt: owedSince(state),
    confirmationStanding: confirmationStanding(state),
    confirmationDueAt: confirmationDue?.dueAt ?? null,
    confirmationProvisional: confirmationDue?.provisional ?? false,
    errandDueAt,
  };
}

type Name = keyof typeof cases.$inferSelect;

const columns = getTableColumns(cases);

/** A row under the names of the table, for `json_populate_recordset`. */
export function namedRow(row: typeof cases.$inferSelect): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [column.name, row[name as Name]]));
}

/** The names of all columns in the table. */
export const columnNames: readonly string[] = Object.values(columns).map(({ name }) => name);
