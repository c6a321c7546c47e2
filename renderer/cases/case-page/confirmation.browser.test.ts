import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { addDays } from '../../../domain/deadlines/plain-date.ts';
import { plainDateAt } from '../../../domain/text/chinese-date.ts';
import type { Api } from '../../../tests/browser/api.ts';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { act, agreementOf, bringTo, registeredCase } from '../../../tests/browser/case-to.ts';
import { goTo, walkTo } from '../../../tests/browser/desk.ts';
import { press, type } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import { sampleCenter } from '../../../tests/browser/sample-center.ts';

/** Judicial confirmation (人民调解法 33, 民事诉讼法 205–206) by keyboard alone, against a real center. */

const sample = sampleCenter({ staying: 'chengmin' });
let api: Api;
let page: Page;
beforeEach(() => {
  ({ api, page } = sample);
});

const today = plainDateAt(Date.now());
const dialog = () => page.getByRole('dialog');
const card = () => page.getByRole('region', { name: /^司法确认/ });
const staffId = async () => (await api.sessions.me())?.staffId ?? '';

/** A written agreement that took effect so many days ago, of parties who want it confirmed. */
async function inEffect(daysAgo: number): Promise<string> {
  const day = addDays(today, -daysAgo);
  const caseId = await registeredCase(api, { occurredOn: addDays(day, -2) });
  await bringTo(api, caseId, 'mediating');
  const { state } = await api.cases.get({ caseId });
  const partyIds = (state.registration?.parties ?? []).map(({ id }) => id);
  const me = await staffId();
  const at = Date.now();
  await act(api, caseId, 'mediation.session_held', {
    heldOn: day,
    startedAt: at,
    endedAt: at,
    place: '调解室 2',
    presentPartyIds: partyIds,
    mediatorIds: [me],
    recorderId: me,
    helpers: [],
    openSession: true,
    rightsTold: true,
    record: '双方陈述。',
    result: '双方达成一致。',
  });
  const text = await agreementOf(api, caseId, day);
  const terms = [...text.terms, '张某配合李某办理车位过户。'];
  await act(api, caseId, 'agreement.reached_written', { text: { ...text, terms, judicialConfirmation: true } });
  const mark = { version: 1, signedOn: day } as const;
  for (const signerId of partyIds) {
    await act(api, caseId, 'agreement.signed', { ...mark, kind: 'party', method: 'signature', signerId });
  }
  await act(api, caseId, 'agreement.signed', { ...mark, kind: 'mediator', method: 'signature', signerId: me });
  await act(api, caseId, 'agreement.signed', { ...mark, kind: 'seal', method: 'seal' });
  return caseId;
}

async function openForm(key: string, label: string): Promise<void> {
  await press(page, key);
  await dialog().getByText(label).first().waitFor();
}

async function send(): Promise<void> {
  await press(page, 'Control+Enter');
  await dialog().waitFor({ state: 'detached' });
}

/** Space chooses the first answer of the question that has the focus next: 没有. */
async function answerNo(question: RegExp): Promise<void> {
  await dialog().getByRole('radiogroup', { name: question }).getByRole('radio', { name: '没有' }).focus();
  await press(page, 'Space');
}

describe('from an agreement in effect to the ruling', () => {
  test('joint application, filing, acceptance and 裁定有效, without the mouse (人民调解法 33, 民事诉讼法 205, 206, 250)', async () => {
    const caseId = await inEffect(3);
    await sample.openCase(caseId);
    await card().getByText('未申请').waitFor();
    await card()
      .getByText(/^还剩 \d+ 天/)
      .waitFor();
    await expectNoAxeViolations(page);

    await openForm('Alt+s', '申请司法确认');
    await expectNoLayoutFaults(page);
    await dialog().getByText('写了“过户”').waitFor();
    // One side alone is refused with the article, and what was typed stays.
    await dialog().getByRole('checkbox', { name: '张某' }).focus();
    await press(page, 'Space');
    for (const question of [/不归人民法院管/, /没有管辖权/, /婚姻、亲子、收养/, /破产程序/, /确认物权/])
      await answerNo(question);
    await press(page, 'Control+Enter');
    await dialog().getByText('还缺李某（人民调解法第三十三条）').waitFor();
    await dialog().getByRole('checkbox', { name: '李某' }).focus();
    await press(page, 'Space');
    await expectNoAxeViolations(page);
    await send();
    await card().getByText('待递交法院').waitFor();

    await openForm('Alt+t', '递交法院');
    await dialog()
      .getByText(/^还缺：/)
      .waitFor();
    await send();
    await card().getByText('已递交法院').waitFor();
    await openForm('Alt+f', '登记法院受理');
    await walkTo(page, '法院案号');
    await type(page, '（2026）豫0105民特128号');
    await send();
    await card().getByText('法院已受理').waitFor();
    await openForm('Alt+c', '登记裁定');
    await dialog().getByRole('radio', { name: '裁定调解协议有效' }).focus();
    await press(page, 'Space');
    await dialog().getByText('裁定有效：协议可以强制执行').waitFor();
    await send();
    await card().getByText('裁定有效', { exact: true }).waitFor();
    await card()
      .getByText(/^申请执行到 \d{4}-\d\d-\d\d/)
      .waitFor();
    await expectNoLayoutFaults(page);

    const { state } = await api.cases.get({ caseId });
    expect(state.confirmation).toMatchObject({
      stage: 'confirmed',
      application: { basis: 'organisation_seat', court: '郑州市金水区人民法院' },
      ruling: { rulingNumber: '（2026）豫0105民特128号', fileId: null },
    });
  });

  test('where the court does not confirm, the other ways are told (人民调解法 33, 民事诉讼法 206)', async () => {
    const caseId = await inEffect(1);
    const { state } = await api.cases.get({ caseId });
    const applicants = (state.registration?.parties ?? []).map(({ id }) => ({ partyId: id, agentNames: [] }));
    const no = { outside_courts: 'no', wrong_court: 'no', status: 'no', other_procedure: 'no', title: 'no' } as const;
    const shared = { basis: 'organisation_seat', court: '郑州市金水区人民法院', precheck: no } as const;
    const rest = { insists: false, aboutProperty: false, materials: [], appliedOn: today };
    await act(api, caseId, 'confirmation.applied', { applicants, ...shared, ...rest });
    await act(api, caseId, 'confirmation.filed', { filedOn: today, way: 'window', materials: [] });
    await sample.openCase(caseId);
    await openForm('Alt+c', '登记裁定');
    await dialog().getByRole('radio', { name: '裁定驳回申请' }).focus();
    await press(page, 'Space');
    await walkTo(page, '裁定书文号');
    await type(page, '（2026）豫0105民特129号');
    await send();
    await card().getByText('裁定驳回', { exact: true }).waitFor();
    await card()
      .getByText(/达成新的协议，也可以向人民法院起诉/)
      .waitFor();
  });
});

test('an oral agreement is refused with the reason (民诉法解释 354)', async () => {
  const caseId = await registeredCase(api);
  await bringTo(api, caseId, 'session');
  await act(api, caseId, 'agreement.reached_oral', { text: await agreementOf(api, caseId, today) });
  await sample.openCase(caseId);
  const reason = '口头协议不能申请司法确认：申请时要向法院提交调解协议书';
  await page.getByText(`${reason}（民诉法解释第三百五十四条）`).waitFor();
  await press(page, 'Alt+s');
  await page.getByRole('status').getByText(reason).waitFor();
  expect(await dialog().count()).toBe(0);
});

test('the workbench and the ledger tell which confirmations end soon (民事诉讼法 205)', async () => {
  const caseId = await inEffect(25);
  const { state } = await api.cases.get({ caseId });
  await goTo(page, '/');
  const list = page.getByRole('region', { name: '司法确认将到期' });
  await list
    .getByText(/^还剩 \d 天$|今天最后一天/)
    .first()
    .waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await press(page, 'Alt+s');
  await page.locator('.case-meta').getByText(state.caseNumber, { exact: true }).waitFor();
  const { rows } = await api.ledger.page({
    filter: { search: state.caseNumber },
    sort: { column: 'registeredAt', direction: 'desc' },
    startRow: 0,
    endRow: 10,
    withTotals: false,
  });
  expect(rows[0]).toMatchObject({ caseId, confirmationStanding: 'open', confirmationDueAt: expect.any(Number) });
});
