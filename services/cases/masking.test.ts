import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseView } from '../../contract/cases.ts';
import { ServiceError } from '../../contract/errors.ts';
import { maskOf } from '../../domain/access/masks.ts';
import { testApplicant, testId, testRespondent } from '../../domain/cases/testing-facts.ts';
import { partySchema } from '../../domain/parties/party.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import type { Caller } from '../dependencies.ts';
import { gbt31000Of } from './gbt31000.ts';
import { samePersonHints, searchCases } from './hints.ts';
import { revealMasked } from './reveal.ts';
import { openCase } from './view.ts';

let desk: TestDesk;
let caseId: string;
/** A mediator who has nothing to do with the case. */
let stranger: Caller;
beforeAll(async () => {
  desk = await openTestDesk();
  stranger = { ...desk.mediator, staffId: desk.environment.newId(), name: '刘洋' };
  ({ caseId } = await desk.register());
  await desk.act(desk.clerk, caseId, 'case.accepted');
});
afterAll(() => desk.store.remove());

const { documentNumber, phone, address } = testApplicant as { documentNumber: string; phone: string; address: string };
const whole = [documentNumber, phone, address];
const shows = (view: unknown) => whole.filter((value) => JSON.stringify(view).includes(value));
const openedBy = (caller: Caller): Promise<CaseView> => openCase(desk, caller, caseId);

describe('the page of a case', () => {
  test('shows people in full to who works on it: the desk, the manager, its mediator', async () => {
    for (const caller of [desk.clerk, desk.manager]) {
      const view = await openedBy(caller);
      expect(shows(view)).toEqual(whole);
      expect(view.masked).toEqual([]);
    }
  });

  test('masks numbers, telephones and addresses for everybody else, and says which', async () => {
    const view = await openedBy(stranger);
    expect(shows(view)).toEqual([]);
    expect(view.masked.map(({ path }) => path)).toEqual(['documentNumber', 'phone', 'address', 'phone']);
    expect(view.state.registration?.parties[0]).toMatchObject({ name: testApplicant.name, phone: '138****1203' });
    expect(shows(await gbt31000Of(desk, stranger, caseId))).toEqual([]);
    expect(shows(await gbt31000Of(desk, desk.clerk, caseId))).toEqual([documentNumber, address]);
  });

  test('is whole for a mediator from the day it is assigned to them', async () => {
    const other = await desk.register();
    await desk.act(desk.clerk, other.caseId, 'case.accepted');
    await desk.act(desk.clerk, other.caseId, 'case.triaged', {
      route: 'peoples_mediation',
      complexity: 'general',
      urgent: false,
    });
    expect(shows(await openCase(desk, desk.mediator, other.caseId))).toEqual([]);
    const assigned = { mediatorIds: [desk.mediator.staffId], chosenByParties: false };
    await desk.act(desk.manager, other.caseId, 'case.assigned', assigned);
    expect(shows(await openCase(desk, desk.mediator, other.caseId))).toEqual(whole);
    // Another clerk had it at the desk; now nobody there needs the numbers.
    const colleague = { ...desk.clerk, staffId: desk.environment.newId() };
    expect(shows(await openCase(desk, colleague, other.caseId))).toEqual([]);
  });
});

describe('lists', () => {
  test('show the place of a case down to its community, to everybody', async () => {
    const [found] = await searchCases(desk, desk.manager, { query: '张某', limit: 5 });
    expect(found?.placeName).toBe(maskOf('address', found?.placeName ?? ''));
    expect(found?.placeName).not.toContain('3 号楼');
  });

  test('find a person by the whole number, and show it to nobody', async () => {
    const people = [{ name: '张某', documentNumber }];
    const hints = await samePersonHints(desk, desk.clerk, { people });
    expect(hints.length).toBeGreaterThan(0);
    expect(shows(hints)).toEqual([]);
  });

  test('name minors by their family names (未成年人保护法 103)', async () => {
    const child = partySchema.parse({
      id: testId(31),
      kind: 'person',
      role: 'applicant',
      name: '孙小果',
      birthDate: '2015-01-01',
    });
    await desk.register({ title: '孙小果与李某校园纠纷', parties: [child, testRespondent] });
    const [found] = await searchCases(desk, desk.manager, { query: '孙小果', limit: 5 });
    expect(found).toMatchObject({ parties: '孙某 与 李某', title: '孙某与李某校园纠纷' });
  });
});

describe('what is masked', () => {
  interface Note {
    readonly staffId: string;
    readonly kind: string;
    readonly subject: string;
    readonly reason?: string | null | undefined;
  }

  /** The desk, with what goes into its access log in sight; `fails` is what the writing of a note throws. */
  function noting(fails?: ServiceError): { noted: Note[]; watched: TestDesk } {
    const noted: Note[] = [];
    const write: TestDesk['store']['write'] = (work) =>
      desk.store.write((writes) => {
        const noteAccess: typeof writes.sessions.noteAccess = async (entry) => {
          if (fails) throw fails;
          noted.push(entry);
          await writes.sessions.noteAccess(entry);
        };
        return work({ ...writes, sessions: { ...writes.sessions, noteAccess } });
      });
    return { noted, watched: { ...desk, store: { ...desk.store, write } } };
  }

  test('is told to who says why, and the access log keeps who, whose field and why (LOG-1)', async () => {
    const asked = { caseId, partyId: testApplicant.id, path: 'phone', reason: '联系当事人' };
    const { noted, watched } = noting();
    expect(await revealMasked(watched, stranger, asked)).toEqual([
      { partyId: testApplicant.id, path: 'phone', kind: 'phone', value: phone },
    ]);
    const subject = { caseId, fields: [`${testApplicant.id}/phone`] };
    const [entry, ...others] = noted;
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ staffId: stranger.staffId, kind: 'reveal', reason: '联系当事人' });
    expect(JSON.parse(entry?.subject ?? '')).toEqual(subject);
    // The note names the field, never what it says.
    expect(entry?.subject).not.toContain(phone);
  });

  test('is not told where its note cannot be written', async () => {
    const asked = { caseId, partyId: null, path: null, reason: '核对身份' };
    const { watched } = noting(new ServiceError('DISK_FULL'));
    await expect(revealMasked(watched, stranger, asked)).rejects.toMatchObject({ code: 'DISK_FULL' });
  });

  test('is not told to IT, and of what is not masked nothing is noted', async () => {
    const asked = { caseId, partyId: null, path: null, reason: '核对身份' };
    await expect(revealMasked(desk, desk.it, asked)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const { noted, watched } = noting();
    await expect(revealMasked(watched, desk.clerk, asked)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(noted).toEqual([]);
  });

  test('stays as it is in a correction by who saw only the mask of the address', async () => {
    const view = await openedBy(stranger);
    const revealed = await revealMasked(desk, stranger, { caseId, partyId: null, path: null, reason: '更正登记' });
    const parties = (view.state.registration?.parties ?? []).map((party) => ({
      ...party,
      phone: revealed.find(({ partyId, path }) => partyId === party.id && path === 'phone')?.value ?? null,
      ...(party.kind === 'person' && party.documentNumber !== null ? { documentNumber } : {}),
    }));
    const registration = { ...view.state.registration, title: '改过的事由', parties };
    await desk.act(stranger, caseId, 'case.corrected', { registration, reason: '更正事由' });
    const after = await openedBy(desk.manager);
    expect(after.state.registration?.title).toBe('改过的事由');
    expect(after.state.registration?.parties[0]).toMatchObject({ phone, address, documentNumber });
  });
});
