import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseView } from '../../contract/cases.ts';
import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { validPayload } from '../../domain/cases/testing.ts';
import { chinaInstant, endOfChinaDay } from '../../domain/deadlines/china-time.ts';
import { agreedText, agreementInEffect, mediatedCase } from '../../tests/support/agreement-in-effect.ts';
import { calendarWith } from '../../tests/support/calendar-with.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { changeSettings, getSettings } from '../settings/settings.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

const apply = ({ state }: CaseView, change: Partial<CaseActionPayloads['confirmation.applied']> = {}) =>
  desk.act(desk.clerk, state.id, 'confirmation.applied', { ...validPayload('confirmation.applied', state), ...change });

describe('judicial confirmation (人民调解法 33, 民事诉讼法 205)', () => {
  test('from the agreement in effect to the ruling: the countdown ends with the filing', async () => {
    const view = await agreementInEffect(desk);
    expect(view.judicialConfirmation).toMatchObject({ limitId: 'judicial_confirmation', provisional: false });
    desk.clock.now = chinaInstant('2026-12-01', '10:00');
    const { id } = view.state;
    expect((await apply(view)).judicialConfirmation).not.toBeNull();
    const step = (type: string) => desk.act(desk.clerk, id, type, validPayload(type as 'confirmation.filed', null));
    expect((await step('confirmation.filed')).judicialConfirmation).toBeNull();
    await step('confirmation.accepted');
    const ruled = await step('confirmation.ruled');
    expect(ruled.state).toMatchObject({ status: 'follow_up', confirmation: { stage: 'confirmed' } });
    expect(ruled.timeline.find(({ type }) => type === 'confirmation.ruled')?.text).toContain('第二百五十条');
  });

  test('30 days after the agreement’s effect it is too late, at the field of the date', async () => {
    const view = await agreementInEffect(desk);
    desk.clock.now = chinaInstant('2026-12-24', '10:00');
    await expect(apply(view, { appliedOn: '2026-12-24' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { fields: { appliedOn: expect.stringContaining('2026-12-23 前共同申请（民事诉讼法第二百零五条）') } },
    });
    const onTime = await apply(view, { appliedOn: '2026-12-23' });
    expect(onTime.state.confirmation?.stage).toBe('applied');
  });

  test('one party alone cannot (人民调解法 33)', async () => {
    const view = await agreementInEffect(desk);
    const [first] = partiesOf(view.state);
    const alone = apply(view, { applicants: [{ partyId: first?.id ?? '', agentNames: [] }], appliedOn: '2026-11-23' });
    await expect(alone).rejects.toMatchObject({
      code: 'NOT_POSSIBLE_NOW',
      data: { rule: 'WF-43', detail: expect.stringContaining('共同申请，还缺李某') },
    });
  });

  test('an oral agreement cannot be confirmed, and the button says why (民诉法解释 354)', async () => {
    const { state } = await mediatedCase(desk);
    const oral = await desk.act(desk.mediator, state.id, 'agreement.reached_oral', { text: agreedText });
    expect(oral.judicialConfirmation).toBeNull();
    expect(oral.offered.find(({ action }) => action === 'confirmation.applied')?.refusal).toMatchObject({
      message: '口头协议不能申请司法确认：申请时要向法院提交调解协议书',
      source: '民诉法解释第三百五十四条',
    });
    await expect(apply(oral, { appliedOn: '2026-11-23' })).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
  });

  test('a calendar that is read in later moves the last day, also of a case that was closed (民事诉讼法 85)', async () => {
    const view = await agreementInEffect(desk);
    desk.clock.now = chinaInstant('2026-11-24', '10:00');
    const { id } = view.state;
    await desk.act(desk.manager, id, 'case.closed', { reason: 'settled_otherwise' });
    const dueOf = () => desk.store.read(async ({ cases }) => (await cases.find(id))?.confirmationDue?.dueAt);
    expect(await dueOf()).toBe(endOfChinaDay('2026-12-23'));
    const { settings, revision } = await getSettings(desk);
    await changeSettings(desk, desk.it, {
      actionId: desk.environment.newId(),
      baseRevision: revision,
      settings: { ...settings, calendars: [calendarWith('2026-12-23')] },
    });
    expect(await dueOf()).toBe(endOfChinaDay('2026-12-24'));
  });
});
