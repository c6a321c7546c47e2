import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { roleName } from '../access/roles.ts';
import { guards } from './guards.ts';
import { handoverStatuses } from './handover.ts';
import { type CaseStatus, caseStatus, caseStatuses, caseStatusIds } from './status.ts';
import { caseWorkflow, type WorkflowRow } from './workflow.ts';

const text = readFileSync(new URL('../../docs/workflow.md', import.meta.url), 'utf8');

/** The cells of all table rows; the formatter may pad them. */
const cells = text
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** The rows below the heading row that starts with this cell, of every table that has it. */
function rowsUnder(heading: string): string[][] {
  let inside = false;
  return cells.filter((row) => {
    const [first = ''] = row;
    if (first === heading) inside = true;
    else if (headings.includes(first)) inside = false;
    else return inside && !first.startsWith('--');
    return false;
  });
}
const headings = ['State', 'Target', 'Rule', 'Guard', 'Action'];

function fromCell(from: readonly CaseStatus[]): string {
  if (from.length === 0) return '(start)';
  if (from.length === caseStatusIds.length) return 'every state';
  const excluded = caseStatusIds.filter((status) => !from.includes(status));
  if (excluded.length === 1) return `every state but ${caseStatus(excluded[0]!).name}`;
  return from.map((status) => caseStatus(status).name).join(' ');
}

function toCell(to: WorkflowRow['to']): string {
  if (to === 'same') return 'same';
  const status = caseStatuses.find((each) => each.id === to);
  return status ? status.name : `\`${to}\``;
}

const hands: Readonly<Record<WorkflowRow['hand'], string>> = {
  pen: 'the one with the pen',
  offered: 'the one that is asked',
  any: 'any that has the case',
  citizen: 'none: the city, for the citizen',
};

describe('docs/workflow.md', () => {
  it('lists exactly the rules of the table, cell by cell (LOG-6)', () => {
    const expected = caseWorkflow.map((row) => [
      row.rule,
      `\`${row.action}\``,
      row.label,
      row.kind,
      fromCell(row.from),
      toCell(row.to),
      row.roles.map(roleName).join(' '),
      row.guards.map((guard) => `\`${guard}\``).join(' ') || 'none',
    ]);
    expect(rowsUnder('Rule')).toEqual(expected);
  });

  it('gives every rule its reason, once', () => {
    const reasons = [...text.matchAll(/^- \*\*(WF-\d+)\*\* (.+)$/gm)].map((match) => match[1]);
    expect(reasons).toEqual(caseWorkflow.map((row) => row.rule));
  });

  it('lists every state with its Chinese name', () => {
    expect(rowsUnder('State').map((row) => row.slice(0, 2))).toEqual(
      caseStatuses.map((status) => [`\`${status.id}\``, status.name]),
    );
  });

  it('draws exactly the ways from state to state that the table allows', () => {
    const drawn = [...text.matchAll(/^ *(\w+) --> (\w+): (.+)$/gm)].map((match) => match.slice(1, 4).join(' '));
    const targets = (row: WorkflowRow): readonly string[] => {
      if (row.to === 'same') return [];
      if (row.to === 'taken_over') return ['accepted'];
      return row.to.startsWith('after_') ? ['performing', 'follow_up'] : [row.to];
    };
    // Taking over moves only what is worked on, and what is not decided yet stays so.
    const waysFrom = (row: WorkflowRow) =>
      row.to === 'taken_over'
        ? row.from.filter((from) => handoverStatuses.includes(from) && from !== 'registered')
        : row.from;
    const allowed = caseWorkflow.flatMap((row) =>
      waysFrom(row).flatMap((from) =>
        targets(row)
          .filter((to) => to !== from)
          .map((to) => `${from} ${to} ${row.label}`),
      ),
    );
    expect(drawn.toSorted()).toEqual(allowed.toSorted());
    expect(text).toContain('[*] --> registered: 登记');
  });

  it('names the actions that need no pen (SYNC-6)', () => {
    const expected = caseWorkflow
      .filter(({ hand }) => hand !== 'pen')
      .map(({ action, hand }) => [`\`${action}\``, hands[hand]]);
    expect(rowsUnder('Action').map((row) => row.slice(0, 2))).toEqual(expected);
  });

  it('lists every guard with the source that its refusals name', () => {
    const expected = Object.entries(guards).map(([name, guard]) => [
      `\`${name}\``,
      'source' in guard ? guard.source : 'own rule',
    ]);
    expect(rowsUnder('Guard').map((row) => [row[0], row[2]])).toEqual(expected);
  });
});
