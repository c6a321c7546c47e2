import { owedSince } from '../domain/cases/citizen.ts';
import { confirmationStanding } from '../domain/cases/deadline-facts.ts';
import { penOf } from '../domain/cases/handover.ts';
import { viewersOf } from '../domain/cases/restriction.ts';
import { openStatuses } from '../domain/cases/status.ts';
import type { CaseProjection } from '../services/cases/port.ts';
import { rankOf } from './status-ranks.ts';

const openSet: ReadonlySet<string> = new Set(openStatuses);

/** Columns of a case that come from its registration; they hardly ever change. */
export function registrationColumns({ state, place, partiesText, title, initials }: CaseProjection) {
  const { registration } = state;
  return {
    id: state.id,
    caseNumber: state.caseNumber,
    queryCode: state.queryCode,
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
    amountFen: registration?.amountFen ?? null,
    registeredAt: state.instants.registeredAt,
    riskLevel: registration?.riskLevel ?? '',
  };
}

/** Columns that move with the case. */
export function progressColumns({ state, deadline, confirmationDue, errandDueAt }: CaseProjection) {
  const viewers = viewersOf(state);
  const flag = (name: (typeof state.flags)[number]) => (state.flags.includes(name) ? 1 : 0);
  return {
    statusRank: rankOf(state.status),
    open: openSet.has(state.status) ? 1 : 0,
    mediatorIds: JSON.stringify(state.mediatorIds),
    limitId: deadline?.limitId ?? null,
    deadlineName: deadline?.name ?? null,
    deadlineStartAt: deadline?.startAt ?? null,
    warnAt: deadline?.warnAt ?? null,
    dueAt: deadline?.dueAt ?? null,
    provisional: deadline?.provisional ? 1 : 0,
    supervised: flag('supervised'),
    escalated: flag('escalated'),
    sensitive: flag('sensitive'),
    viewers: viewers && JSON.stringify(viewers),
    penStation: penOf(state),
    offeredTo: state.handover?.offer?.to.stationId ?? null,
    citizenAsksAt: owedSince(state),
    confirmationStanding: confirmationStanding(state) ?? '',
    confirmationDueAt: confirmationDue?.dueAt ?? null,
    confirmationProvisional: confirmationDue?.provisional ? 1 : 0,
    errandDueAt,
  };
}

export type RegistrationColumns = ReturnType<typeof registrationColumns>;
export type ProgressColumns = ReturnType<typeof progressColumns>;

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `case_number AS caseNumber, …` */
export function selected(names: readonly string[], table: string): string {
  return names.map((name) => `${table}.${snake(name)} AS ${name}`).join(', ');
}

/** `case_number = @caseNumber, …` */
export function assigned(names: readonly string[]): string {
  return names.map((name) => `${snake(name)} = @${name}`).join(', ');
}

/** `case_number, …` */
export function columnList(names: readonly string[]): string {
  return names.map(snake).join(', ');
}

/** `(case_number, …) VALUES (@caseNumber, …)` */
export function inserted(names: readonly string[]): string {
  return `(${columnList(names)}) VALUES (${names.map((name) => `@${name}`).join(', ')})`;
}

export const registrationNames = [
  'id',
  'caseNumber',
  'queryCode',
  'partiesText',
  'initials',
  'title',
  'mojType',
  'gbtCategory',
  'areaCode',
  'areaName',
  'streetCode',
  'streetName',
  'placeCode',
  'placeName',
  'amountFen',
  'registeredAt',
  'riskLevel',
] as const satisfies readonly (keyof RegistrationColumns)[];

export const progressNames = [
  'statusRank',
  'open',
  'mediatorIds',
  'limitId',
  'deadlineName',
  'deadlineStartAt',
  'warnAt',
  'dueAt',
  'provisional',
  'supervised',
  'escalated',
  'sensitive',
  'viewers',
  'penStation',
  'offeredTo',
  'citizenAsksAt',
  'confirmationStanding',
  'confirmationDueAt',
  'confirmationProvisional',
  'errandDueAt',
] as const satisfies readonly (keyof ProgressColumns)[];
