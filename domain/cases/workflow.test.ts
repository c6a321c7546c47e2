import { describe, expect, it } from 'vitest';
import { type Role, roles } from '../access/roles.ts';
import { type CaseActionType, caseActionSchemas, caseActionTypes } from './actions.ts';
import { offeredActions, refusalOf } from './decide.ts';
import type { CaseState } from './state.ts';
import { type CaseStatus, caseStatus, caseStatusIds, openStatuses } from './status.ts';
import { caseIn, prepared, stationFor, validPayload, withAction } from './testing.ts';
import { testActor, testId } from './testing-facts.ts';
import { caseWorkflow, type WorkflowRow, workflowRow } from './workflow.ts';

const roleIds = roles.map((role) => role.id);
const inStatus = new Map(caseStatusIds.map((status) => [status, caseIn(status)]));

/** The case in a state, prepared where an action needs something that most cases do not have. */
function caseFor(type: CaseActionType, status: CaseStatus): CaseState {
  const state = inStatus.get(status)!;
  if (type === 'case.reviewed') {
    const review = { actionId: testId(700), type: 'follow_up.recorded', why: '与案件当时的状态不符' } as const;
    return { ...state, reviews: roleIds.map((role) => ({ ...review, actorId: testActor(role).staffId })) };
  }
  if (type === 'case.unflagged' && status !== 'archived') return withAction(state, 'case.flagged');
  return workflowRow(type).from.includes(status) ? prepared(type, state) : state;
}

function refusal(type: CaseActionType, status: CaseStatus, role: Role) {
  const found = caseFor(type, status);
  // Who asked judges and withdraws (WF-55, WF-56): here each asks for themselves.
  const state = { ...found, errands: found.errands.map((errand) => ({ ...errand, askedBy: testActor(role).staffId })) };
  const actor = { ...testActor(role), stationId: stationFor(state, type) };
  return refusalOf(state, actor, { type, payload: validPayload(type, state) });
}

/** States after a conditional step with the test case's data, said here once more by hand. */
const conditional: Record<string, Partial<Record<CaseStatus, CaseStatus>>> = {
  // One of four marks is there, the second follows: not in effect yet.
  after_marks: { agreed: 'agreed' },
  // Two promises to perform.
  after_oral: { mediating: 'performing' },
  // The first of the two, then both.
  after_performance: { performing: 'performing', follow_up: 'follow_up' },
  // Whether it is taken on is decided anew, and who works on it; what has ended stays ended.
  taken_over: {
    registered: 'registered',
    accepted: 'accepted',
    triaged: 'accepted',
    assigned: 'accepted',
    returned: 'accepted',
    signed_in: 'accepted',
    mediating: 'accepted',
    refused: 'refused',
    performing: 'performing',
    follow_up: 'follow_up',
    failed: 'failed',
    terminated: 'terminated',
    transferred: 'transferred',
    closed: 'closed',
  },
};

function expectedStatus(row: WorkflowRow, from: CaseStatus): CaseStatus | undefined {
  if (row.to === 'same') return from;
  return conditional[row.to] ? conditional[row.to]?.[from] : (row.to as CaseStatus);
}

describe.each(caseWorkflow)('$rule $action', (row) => {
  const others = caseStatusIds.filter((status) => !row.from.includes(status));

  it('is refused to every role in every other state, with the state in the message', () => {
    for (const status of others) {
      for (const role of roleIds) {
        expect(refusal(row.action, status, role), `${status} ${role}`).toEqual({
          rule: row.rule,
          why: 'state',
          message: `案件现在是「${caseStatus(status).name}」，不能「${row.label}」`,
        });
      }
    }
    expect(others.length + row.from.length).toBe(caseStatusIds.length);
  });

  it('is tested with a payload that its schema accepts unchanged', () => {
    for (const status of row.from.length > 0 ? row.from : caseStatusIds) {
      const payload = validPayload(row.action, caseFor(row.action, status));
      expect(caseActionSchemas[row.action].parse(payload)).toEqual(payload);
    }
  });
});

/** WF-1 apart, which is no action of a case that is there already. */
const later = caseWorkflow.filter((row) => row.from.length > 0);

describe.each(later)('$rule $action', (row) => {
  const excluded = roleIds.filter((role) => !row.roles.includes(role));

  it('is allowed in its states to its roles, and leads to the state that the table names', () => {
    const seen = row.from.flatMap((status) =>
      row.roles.map((role) => {
        const state = caseFor(row.action, status);
        return { status, role, refusal: refusal(row.action, status, role), to: withAction(state, row.action).status };
      }),
    );
    expect(seen).toEqual(
      row.from.flatMap((status) =>
        row.roles.map((role) => ({ status, role, refusal: null, to: expectedStatus(row, status) })),
      ),
    );
  });

  it('is refused to every other role in its states, with the roles in the message', () => {
    expect(excluded).toContain('it');
    for (const status of row.from) {
      for (const role of excluded) {
        const found = refusal(row.action, status, role);
        expect(found, `${status} ${role}`).toMatchObject({ rule: row.rule, why: 'role' });
        for (const { id, name } of roles) {
          expect(found?.message.includes(name), `${found?.message} ${id}`).toBe(row.roles.includes(id));
        }
      }
    }
  });

  it('before registration: nothing but WF-1 can be done', () => {
    expect(refusalOf(null, testActor('manager'), { type: row.action })).toEqual({
      rule: row.rule,
      why: 'state',
      message: `案件还没有登记，不能「${row.label}」`,
    });
  });
});

describe('WF-1 registration', () => {
  it('is open to clerk, mediator, manager and grid worker, and closed to all others', () => {
    const mayRegister = roleIds.filter((role) => !refusalOf(null, testActor(role), { type: 'case.registered' }));
    expect(mayRegister).toEqual(['clerk', 'mediator', 'manager', 'grid_worker']);
  });
});

describe('the table as a whole (LOG-6)', () => {
  it('has one row for each action of the log, numbered from WF-1 without a gap', () => {
    expect(caseWorkflow.map((row) => row.action).toSorted()).toEqual([...caseActionTypes].toSorted());
    expect(caseWorkflow.map((row) => row.rule)).toEqual(caseWorkflow.map((_row, index) => `WF-${index + 1}`));
  });

  it('has a way to every state, and out of every state that is open', () => {
    const leadsAway = (status: CaseStatus) =>
      caseWorkflow.some((row) => row.from.includes(status) && row.to !== 'same' && row.to !== status);
    for (const status of caseStatusIds) expect(inStatus.get(status)?.status).toBe(status);
    expect(openStatuses.filter((status) => !leadsAway(status))).toEqual([]);
  });

  it('lets an archived case be noted, printed, evaluated, reviewed, given files, answered about or taken up again, and nothing else but what the court does', () => {
    const possible = caseWorkflow
      .filter((row) => row.from.includes('archived') && !row.action.startsWith('confirmation.'))
      .map((row) => row.action);
    expect(possible).toEqual([
      'case.reopened',
      'case.noted',
      'case.evaluated',
      'document.issued',
      'document.printed',
      'file.attached',
      'case.reviewed',
      'dossier.noted',
      'citizen.told',
      'citizen.rated',
      'citizen.answered',
    ]);
  });

  it('gives IT no action of a case', () => {
    expect(caseWorkflow.filter((row) => row.roles.includes('it'))).toEqual([]);
  });

  it('treats what happened in the world as fact, and what the center decides as decision (LOG-9)', () => {
    const facts = caseWorkflow.filter((row) => row.kind === 'fact').map((row) => row.action);
    expect(facts).toEqual([
      'case.registered',
      'consent.recorded',
      'mediation.session_held',
      'agreement.reached_written',
      'agreement.reached_oral',
      'agreement.signed',
      'performance.recorded',
      'follow_up.recorded',
      'police.reported',
      'case.noted',
      'document.issued',
      'document.printed',
      'file.attached',
      'case.reviewed',
      'dossier.noted',
      'confirmation.applied',
      'confirmation.filed',
      'confirmation.asked_to_correct',
      'confirmation.corrected',
      'confirmation.accepted',
      'confirmation.ruled',
      'confirmation.withdrawn',
      'document.executed',
      'investigation.recorded',
      'errand.asked',
      'errand.received',
      'errand.answered',
      'errand.judged',
      'errand.withdrawn',
      'citizen.told',
      'citizen.rated',
      'room.ended',
      'document.signed',
      'case.restated',
    ]);
  });
});

describe('conditional steps', () => {
  it('WF-17: the last of the marks puts the agreement into effect, and performance begins', () => {
    let state = caseIn('agreed');
    const seen: CaseStatus[] = [];
    while (state.status === 'agreed') {
      state = withAction(state, 'agreement.signed');
      seen.push(state.status);
    }
    expect(seen).toEqual(['agreed', 'agreed', 'performing']);
    expect(state.agreement?.effectiveOn).toBe('2026-11-23');
  });

  it('WF-15, WF-17: an agreement that promises nothing to tick off goes straight to the follow-up', () => {
    const { text } = validPayload('agreement.reached_oral', null);
    const oral = withAction(caseIn('mediating'), 'agreement.reached_oral', { text: { ...text, performance: [] } });
    expect(oral.status).toBe('follow_up');
  });

  it('WF-21: the follow-up waits for the last promise, and a promise broken later brings performance back', () => {
    const performing = caseIn('performing');
    const first = withAction(performing, 'performance.recorded');
    const both = withAction(first, 'performance.recorded');
    expect([first.status, both.status]).toEqual(['performing', 'follow_up']);
    const [item] = both.agreement!.text.performance;
    const outcome = { itemId: item!.id, outcome: 'not_performed' as const, performedOn: '2026-11-25', amountFen: null };
    expect(withAction(both, 'performance.recorded', outcome).status).toBe('performing');
  });

  it('WF-25: a reopened case starts over with acceptance; sessions, documents and marks of trouble stay', () => {
    const before = withAction(caseIn('archived'), 'case.reopened');
    expect(before).toMatchObject({ status: 'accepted', agreement: null, mediatorIds: [], closeReason: null });
    expect(before.sessions).toHaveLength(1);
    expect(before.documents.length).toBeGreaterThan(1);
  });
});

describe('buttons', () => {
  it('offers exactly the actions of the state, each with the refusal that the server would give (LOG-6)', () => {
    for (const status of caseStatusIds) {
      const state = inStatus.get(status)!;
      const offered = offeredActions(state, testActor('mediator'));
      expect(offered.map((each) => each.action)).toEqual(
        caseWorkflow.filter((row) => row.from.includes(status)).map((row) => row.action),
      );
      for (const each of offered) {
        expect(each.label).toBe(workflowRow(each.action).label);
        expect(each.refusal).toEqual(refusalOf(state, testActor('mediator'), { type: each.action }));
      }
    }
  });
});
