import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Api, signedInApi } from '../../tests/browser/api.ts';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { expectFocus, goTo, walkTo } from '../../tests/browser/desk.ts';
import { DESK_PASSWORD } from '../../tests/browser/desk-host.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { focusLabel, press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { printFromPreview, sayPrinted } from '../../tests/browser/printer.ts';

/** The center's clock is set back by 400 days in the middle of a case: every legal date is asked for (LOG-10). */

const DAY_MS = 24 * 60 * 60 * 1000;
const SUSPECT = '本机时间可能不对，请按纸面日期填写';

const center = hostedDesks({ per: 'file' });
let api: Api;
let page: Page;
let caseId: string;

beforeAll(async () => {
  const { desk, origin } = center.host;
  const { clerk, mediator, clock } = desk;
  ({ caseId } = await desk.register());
  const at = clock.now;
  await desk.act(clerk, caseId, 'case.accepted');
  const triage = { route: 'peoples_mediation', complexity: 'general', urgent: false };
  await desk.act(clerk, caseId, 'case.triaged', triage);
  const mediatorIds = [mediator.staffId];
  await desk.act(clerk, caseId, 'case.assigned', { mediatorIds, chosenByParties: false });
  await desk.act(mediator, caseId, 'case.signed_in');
  await desk.act(mediator, caseId, 'mediation.started', { startedAt: at });
  clock.now = at - 400 * DAY_MS;
  api = await signedInApi(origin, 'zhangwei', DESK_PASSWORD);
});
beforeEach(async () => {
  ({ page } = await center.stayAs('zhangwei'));
});

const dialog = () => page.getByRole('dialog');

const state = async () => (await api.cases.get({ caseId })).state;

describe('while the clock is suspect', () => {
  test('a registration asks for its day, and takes the one of the paper', async () => {
    const { page: at } = await center.sitAs('chengmin');
    await press(at, 'F2');
    await at.getByText(SUSPECT).waitFor();
    const received = at.getByLabel('登记日期');
    expect(await received.inputValue()).toBe('');
    await expectNoAxeViolations(at);
    await expectNoLayoutFaults(at);
    await received.focus();
    await type(at, '20261123');
    await press(at, 'Enter');
    await expect.poll(() => focusLabel(at)).not.toContain('登记日期');
    await expect.poll(() => received.inputValue()).toBe('2026-11-23');
    expect(await at.getByText('登记日期在今天之后').count()).toBe(0);
  });

  test('the record of a session begins without day and times, and takes those that are typed', async () => {
    await goTo(page, `/cases/${caseId}?do=mediation.session_held`);
    await dialog().getByText(SUSPECT).waitFor();
    for (const label of ['日期', '开始', '结束']) {
      expect(await dialog().getByLabel(label, { exact: true }).inputValue()).toBe('');
    }
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    await dialog().getByLabel('日期', { exact: true }).focus();
    await type(page, '20261123');
    await press(page, 'Enter');
    await type(page, '09:10');
    await press(page, 'Enter');
    await type(page, '11:00');
    await walkTo(page, /上面这些已当面告知双方/);
    await press(page, 'Space', 'Enter');
    await expectFocus(page, '调解记录');
    await type(page, '双方谈过。');
    await press(page, 'Tab');
    await type(page, '双方同意。');
    await press(page, 'Control+Enter');
    await dialog().waitFor({ state: 'detached' });
    expect((await state()).sessions[0]).toMatchObject({ heldOn: '2026-11-23' });
  });

  test('marks and the number of an agreement ask for the day, which must be that of the agreement', async () => {
    const partyId = (await state()).registration?.parties[1]?.id;
    const item = {
      id: center.host.desk.environment.newId(),
      partyId,
      what: '清理楼道',
      amountFen: null,
      dueOn: '2026-12-01',
    };
    const text = {
      facts: '垃圾掉在楼道里。',
      terms: ['李某清理楼道。'],
      performance: [item],
      reachedOn: '2026-11-23',
      place: '调解室',
      judicialConfirmation: false,
    };
    await center.host.desk.act(center.host.desk.mediator, caseId, 'agreement.reached_written', { text });
    await goTo(page, '/');
    await goTo(page, `/cases/${caseId}`);
    await page.locator('h1').getByText('协议待生效').waitFor();

    await press(page, 'F8');
    await dialog().getByText(SUSPECT).waitFor();
    await expectNoAxeViolations(page);
    await expectFocus(page, '协议上写的达成日期');
    await type(page, '20251020');
    await press(page, 'Control+Enter');
    await dialog().getByText('与协议文本里的达成日期不同，请核对后再取号').waitFor();
    expect((await state()).documents).toEqual([]);
    await press(page, 'Control+a');
    await type(page, '20261123');
    await press(page, 'Control+Enter');
    await printFromPreview(page, '人民调解协议书');
    await sayPrinted(page, 3);
    await dialog().waitFor({ state: 'detached', timeout: 30_000 });
    expect((await state()).documents[0]?.number).toMatch(/2026/);

    await goTo(page, '/');
    await goTo(page, `/cases/${caseId}?do=agreement.signed`);
    await dialog().getByText(SUSPECT).waitFor();
    await expectFocus(page, '纸上写的日期');
    expect(await dialog().getByLabel('纸上写的日期').inputValue()).toBe('');
    await press(page, 'Control+Enter');
    await dialog().getByText('请填写日期').waitFor();
    await type(page, '20261123');
    await press(page, 'Control+Enter');
    await dialog().waitFor({ state: 'detached' });
    const marks = (await state()).agreement?.marks ?? [];
    expect(marks.length).toBeGreaterThan(0);
    expect(marks.every(({ signedOn }) => signedOn === '2026-11-23')).toBe(true);
  });
});
