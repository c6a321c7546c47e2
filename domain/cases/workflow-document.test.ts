import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { roleName } from '../access/roles.ts';
import { guards } from './guards.ts';
import { type CaseStatus, caseStatus, caseStatuses, caseStatusIds } from './status.ts';
import { caseWorkflow, type WorkflowRow } from './workflow.ts';

const text = readFileSync(new URL('../../docs/workflow.md', import.meta.url), 'utf8');

/** Cells of the rows of a Markdown table whose first cell matches. */
function rows(first: RegExp): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|') && first.test(line.slice(2)))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

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
    expect(rows(/^WF-\d+ \|/)).toEqual(expected);
  });

  it('gives every rule its reason, once', () => {
    const reasons = [...text.matchAll(/^- \*\*(WF-\d+)\*\* (.+)$/gm)].map((match) => match[1]);
    expect(reasons).toEqual(caseWorkflow.map((row) => row.rule));
  });

  it('lists every state with its Chinese name', () => {
    expect(rows(/^`\w+` \| [\u4e00-\u9fff]+ \|/).map((cells) => cells.slice(0, 2))).toEqual(
      caseStatuses.map((status) => [`\`${status.id}\``, status.name]),
    );
  });

  it('draws exactly the ways from state to state that the table allows', () => {
    const drawn = [...text.matchAll(/^ {2}(\w+) --> (\w+): (.+)$/gm)].map((match) => match.slice(1, 4).join(' '));
    const targets = (row: WorkflowRow): readonly string[] => {
      if (row.to === 'same') return [];
      return row.to.startsWith('after_') ? ['performing', 'follow_up'] : [row.to];
    };
    const allowed = caseWorkflow.flatMap((row) =>
      row.from.flatMap((from) =>
        targets(row)
          .filter((to) => to !== from)
          .map((to) => `${from} ${to} ${row.label}`),
      ),
    );
    expect(drawn.toSorted()).toEqual(allowed.toSorted());
    expect(text).toContain('[*] --> registered: 登记');
  });

  it('lists every guard with the source that its refusals name', () => {
    const sources: Record<string, { readonly source?: string }> = guards;
    const expected = Object.entries(sources).map(([name, guard]) => [`\`${name}\``, guard.source ?? 'own rule']);
    const listed = rows(/^`\w+` \| [A-Z督]/).filter((cells) => cells.length === 3 && cells[0]! !== '');
    expect(listed.map((cells) => [cells[0], cells[2]])).toEqual(expected);
  });
});
