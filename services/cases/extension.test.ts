import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseView } from '../../contract/cases.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import type { DeadlineRules } from '../../domain/deadlines/limits.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { changeSettings } from '../settings/settings.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

async function allow(extension: DeadlineRules['extension']): Promise<void> {
  const { stored } = await desk.store.read(({ settings }) => desk.rules.current(settings));
  await changeSettings(desk, desk.it, {
    actionId: desk.environment.newId(),
    baseRevision: stored.revision,
    settings: { ...stored.settings, deadlines: { ...stored.settings.deadlines, extension } },
  });
}

async function signedIn(): Promise<CaseView> {
  const { caseId } = await desk.register();
  await desk.act(desk.clerk, caseId, 'case.accepted');
  const triage = { route: 'peoples_mediation', complexity: 'general', urgent: false };
  await desk.act(desk.clerk, caseId, 'case.triaged', triage);
  const mediatorIds = [desk.mediator.staffId];
  await desk.act(desk.manager, caseId, 'case.assigned', { mediatorIds, chosenByParties: false });
  return desk.act(desk.mediator, caseId, 'case.signed_in');
}

const extend = ({ state }: CaseView, days: number) => {
  const consentedPartyIds = partiesOf(state).map(({ id }) => id);
  return desk.act(desk.manager, state.id, 'mediation.extended', { days, consentedPartyIds, reason: '等鉴定' });
};
const offered = (view: CaseView) => view.offered.find(({ action }) => action === 'mediation.extended')?.refusal ?? null;

test('WF-13: the center’s settings say how often and by how many days, in the offer and in the check', async () => {
  const view = await signedIn();
  await allow({ maxTimes: 2, maxDays: 10 });
  await expect(extend(view, 11)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    data: { fields: { days: '最多延 10 天' } },
  });
  const once = await extend(view, 10);
  expect(once).toMatchObject({ rules: { extension: { maxTimes: 2, maxDays: 10 } }, state: { extensions: 1 } });
  expect(offered(once)).toBeNull();
  const twice = await extend(view, 5);
  expect(twice.state).toMatchObject({ extensions: 2, extendedDays: 15 });
  expect(offered(twice)?.message).toContain('已延期 2 次');
  await expect(extend(view, 5)).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW', data: { rule: 'WF-13' } });
});

test('WF-13: a center that allows none extends none', async () => {
  await allow({ maxTimes: 0, maxDays: 10 });
  const view = await signedIn();
  await expect(extend(view, 1)).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
});
