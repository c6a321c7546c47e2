import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partiesOf } from '../../domain/cases/state.ts';
import { testParties } from '../../domain/cases/testing-facts.ts';
import { partySchema } from '../../domain/parties/party.ts';
import { usualPrivacy } from '../../domain/parties/privacy.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { rebuildProjections } from '../log/rebuild.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

const [applicant, respondent] = testParties;
const stateOf = async (caseId: string) => (await desk.store.read(({ cases }) => cases.find(caseId)))?.state;
const day = '2026-11-23';

describe('that a party was told how personal data is handled (个人信息保护法 17, 29)', () => {
  test('is written down with the registration, and stays where that is corrected', async () => {
    if (!applicant || !respondent) throw new Error('no parties');
    const privacy = usualPrivacy(applicant, day);
    const { caseId } = await desk.register({ parties: [{ ...applicant, privacy }, respondent] });
    const registration = (await stateOf(caseId))?.registration;
    expect(registration?.parties[0]?.privacy).toEqual(privacy);
    // The form of a correction says nothing of it.
    const parties = [applicant, respondent];
    await desk.act(desk.clerk, caseId, 'case.corrected', {
      registration: { ...registration, parties },
      reason: '核对',
    });
    expect((await stateOf(caseId))?.registration?.parties[0]?.privacy).toEqual(privacy);
  });

  test('or later, party by party, with who told and when in the log; nothing waits for it', async () => {
    if (!respondent) throw new Error('no respondent');
    const { caseId } = await desk.register();
    await desk.act(desk.clerk, caseId, 'case.accepted');
    const privacy = { way: 'paper', toldOn: day, sensitive: 'none', by: 'self' } as const;
    const consent = { partyId: respondent.id, willingness: 'undecided', privacy };
    const view = await desk.act(desk.clerk, caseId, 'consent.recorded', consent);
    expect(view.timeline.at(-1)).toMatchObject({
      label: expect.stringContaining('个人信息'),
      text: '个人信息：2026-11-23 书面告知并签名本人；没有敏感信息',
    });
    const state = await stateOf(caseId);
    expect(state && partiesOf(state).map((party) => party.privacy)).toEqual([undefined, privacy]);
    await rebuildProjections(desk);
    expect(await stateOf(caseId)).toEqual(state);
  });

  test('is refused of a child without a guardian, and of a day to come (个人信息保护法 31)', async () => {
    const child = partySchema.parse({
      ...applicant,
      documentKind: null,
      documentNumber: null,
      birthDate: '2015-01-01',
    });
    const { caseId } = await desk.register({ parties: [child, ...testParties.slice(1)] });
    const record = (change: object) =>
      desk.act(desk.clerk, caseId, 'consent.recorded', {
        partyId: child.id,
        willingness: 'willing',
        privacy: { way: 'oral', toldOn: day, sensitive: 'given', by: 'guardian', ...change },
      });
    await expect(record({ by: 'self' })).rejects.toMatchObject({
      data: { fields: { 'privacy.by': expect.stringContaining('监护人') } },
    });
    await expect(record({ toldOn: '2026-11-24' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await record({});
  });
});
