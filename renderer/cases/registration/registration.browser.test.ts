import { describe, expect, test } from 'vitest';
import { readPaper } from '../../../tests/browser/api.ts';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { expectFocus, walkTo, write } from '../../../tests/browser/desk.ts';
import { focusLabel, press, type } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import { sayPrinted } from '../../../tests/browser/printer.ts';
import {
  api,
  casesNamed,
  desk,
  draftSaved,
  expectSaved,
  field,
  openRegistrationDesk,
  page,
  registerElsewhere,
  writeParties,
  writeRest,
} from '../../../tests/browser/registration-desk.ts';

/** From the first field to the slip; nothing is lost on the way; the look. */

openRegistrationDesk();

describe('the rubbish in the stairwell', () => {
  test('goes from the first field to the printed slip without a mouse', { timeout: 180_000 }, async () => {
    await writeParties(['zhangyi', '张一']);
    await expect.poll(() => field('parties_0_birthDate').inputValue()).toBe('1978-03-12');
    await expect.poll(() => field('parties_0_statedAge').inputValue()).toBe('48');
    await writeRest();
    await press(page, 'Enter');
    await expectFocus(page, '申请事项 2');
    await write(page, ['buzai', '不再在楼道遗撒']);
    await walkTo(page, '涉及金额');
    await type(page, '1200');
    await press(page, 'Enter');
    await page.getByText('壹仟贰佰元整').waitFor();
    await expect.poll(() => field('title').inputValue()).toBe('张一与李某邻里纠纷');
    await expect.poll(() => field('peopleCount').inputValue()).toBe('2');
    await page.locator('.category').getByText('因为').first().waitFor();
    await draftSaved();
    await expectNoLayoutFaults(page);
    await expectNoAxeViolations(page);

    await press(page, 'Control+Enter');
    const { caseNumber, queryCode } = await expectSaved('已登记并受理');
    expect(queryCode).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);

    await press(page, 'F8');
    await sayPrinted(page, 1);
    await page.locator('.saved-slip').getByText('已打印').waitFor();
    const [hint] = await casesNamed('张一');
    const slip = await readPaper(api, hint!.caseId, 'slip');
    expect(desk.printer.jobs).toEqual([slip.sha256]);
    expect(slip.copiesPrinted).toBe(1);
    expect(slip.text).toContain(queryCode);
    expect(slip.text).toContain(caseNumber);
    const { state } = await api.cases.get({ caseId: hint!.caseId });
    expect(state.registration).toMatchObject({
      mojType: '02',
      gbtCategory: '0203',
      screeningTag: 'neighbour',
      demands: ['清理干净', '不再在楼道遗撒'],
      amountFen: 120_000,
      place: { detail: '3 号楼 2 单元楼道' },
    });
    expect((await api.drafts.list({ kind: 'registration' })).map(({ label }) => label)).not.toContain('张一 与 李某');

    await press(page, 'F2');
    await expectFocus(page, '姓名');
    await expect.poll(() => field('parties_0_name').inputValue()).toBe('');
  });

  test('the same person’s earlier case stands beside the row, and is linked by keyboard', async () => {
    await writeParties(['zhangyi', '张一']);
    const hint = page.locator('.hint', { hasText: '证件号相同' }).first();
    await hint.waitFor();
    await press(page, 'Control+j');
    await expect.poll(() => focusLabel(page)).toMatch(/^接着办/);
    await press(page, 'Tab');
    await expect.poll(() => focusLabel(page)).toMatch(/^关联/);
    await press(page, 'Enter');
    await hint.getByText('已关联').waitFor();
    await press(page, 'Escape');
    await expectFocus(page, '姓名');
    await writeRest();
    await press(page, 'Control+s');
    await expectSaved('已登记，等待受理');
    const cases = await casesNamed('张一');
    const linked = await Promise.all(cases.map(async ({ caseId }) => (await api.cases.get({ caseId })).linked.length));
    expect(Math.max(...linked)).toBe(1);
  });
});

describe('a place', () => {
  test('is never taken from the answer to fewer letters than are typed', async () => {
    const late = Promise.withResolvers<void>();
    await walkTo(page, '发生地点');
    await type(page, 'xdl');
    await page
      .getByRole('option', { name: /兴达路街道/ })
      .first()
      .waitFor({ state: 'attached' });
    await page.route('**/rpc/directory/searchPlaces', async (route) => {
      await late.promise;
      await route.continue();
    });
    await type(page, ' h');
    await press(page, 'Enter');
    await expectFocus(page, '发生地点');
    late.resolve();
    await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
    await page
      .getByRole('option', { name: /鸿苑社区/ })
      .first()
      .waitFor({ state: 'attached' });
    await press(page, 'Enter');
    await expectFocus(page, '详细地址');
    await page
      .locator('.place-fields')
      .getByText(/兴达路街道 \/ 鸿苑社区/)
      .first()
      .waitFor();
  });
});

describe('nothing is lost', () => {
  test('a page that crashes comes back with all that was typed', async () => {
    const elsewhere = await registerElsewhere();
    await writeParties(['wanger', '王二']);
    await draftSaved();
    await press(page, 'Enter');
    await page.waitForURL(/draft=/);
    await expect.poll(async () => (await api.drafts.list({ kind: 'registration' }))[0]?.label).toBe('王二 与 李某');
    const address = page.url();
    const devtools = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    await Promise.race([devtools.send('Page.crash').catch(() => undefined), crashed]);
    await crashed;

    const again = await page.context().newPage();
    await again.goto(address);
    await expect.poll(() => again.locator('#registration_parties_0_name').inputValue()).toBe('王二');
    await expect.poll(() => again.locator('#registration_parties_0_address').inputValue()).toContain('鸿苑社区');
    await expect.poll(() => again.locator('#registration_parties_1_name').inputValue()).toBe('李某');
    await expect.poll(() => again.locator('#registration_parties_0_birthDate').inputValue()).toBe('1978-03-12');
    await elsewhere.close();
  });

  test('Esc keeps the draft, and the next registration offers it', async () => {
    await write(page, ['zhaosan', '赵三']);
    await press(page, 'Escape');
    await page.getByRole('heading', { name: '来访登记' }).waitFor({ state: 'detached' });
    await press(page, 'F2');
    await page.locator('.hint', { hasText: '赵三' }).waitFor();
    await press(page, 'Control+j', 'Enter');
    await expect.poll(() => field('parties_0_name').inputValue()).toBe('赵三');
  });

  test('without a connection everything stays on the screen, and pressing again makes one case', async () => {
    await writeParties(['qiansi', '钱四']);
    await writeRest();
    await draftSaved();
    await page.route('**/rpc/cases/register', async (route) => {
      // It arrives, but nobody hears the answer.
      await route.fetch();
      await route.abort();
    });
    await press(page, 'Control+Enter');
    await page.getByRole('alert').filter({ hasText: '没有连上中心服务' }).waitFor();
    await expect.poll(() => field('parties_0_name').inputValue()).toBe('钱四');
    await expectNoAxeViolations(page);
    await page.unroute('**/rpc/cases/register');
    await press(page, 'Control+Enter');
    await expectSaved('已登记并受理');
    expect(await casesNamed('钱四')).toHaveLength(1);
  });

  test('two saves of one form, at once and in two windows, make one case', async () => {
    await writeParties(['sunwu', '孙五']);
    await writeRest();
    await page.waitForURL(/draft=/);
    await draftSaved();
    await press(page, 'Alt+PageUp');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await expect.poll(() => other.locator('#registration_parties_0_name').inputValue()).toBe('孙五');
    await other.keyboard.press('Control+s');
    await Promise.all([press(page, 'Control+s', 'Control+s'), other.locator('.saved-numbers').waitFor()]);
    const { caseNumber } = await expectSaved('已登记，等待受理');
    await expect.poll(() => other.locator('.saved-numbers dd').first().textContent()).toBe(caseNumber);
    await other.close();
    expect(await casesNamed('孙五')).toHaveLength(1);
  });
});

describe('the look', () => {
  const box = async (selector: string) => {
    const found = await page.locator(selector).first().boundingBox();
    if (!found) throw new Error(`${selector} is not shown`);
    return found;
  };

  test('has the measures of the drawing: form 894 + hints 272, fields 28 under labels of 16', async () => {
    const form = await box('.registration-card');
    const hints = await box('.hints');
    expect(form).toMatchObject({ x: 168, y: 100, width: 894 });
    expect(hints).toMatchObject({ x: 1078, width: 272 });
    const rows = { name: await box('#registration_parties_0_name'), phone: await box('#registration_parties_0_phone') };
    expect(rows.name.height).toBe(28);
    expect(rows.name.y).toBe(169);
    expect(rows.phone.y - rows.name.y).toBe(56);
    expect(Math.abs((await box('.next-section')).y - 669)).toBeLessThanOrEqual(4);
  });

  test('in large text nothing is cut or overlaps, and every field is reachable', async () => {
    const elsewhere = await registerElsewhere();
    await page.evaluate(() => localStorage.setItem('fengqiao.textSize', 'large'));
    await writeParties(['jiangshi', '蒋十']);
    await draftSaved();
    await page.waitForURL(/draft=/);
    await page.reload();
    await expect.poll(() => field('parties_0_name').inputValue()).toBe('蒋十');
    await expectNoLayoutFaults(page);
    await expectNoAxeViolations(page);
    await writeRest();
    await expectNoLayoutFaults(page);
    await walkTo(page, '事由', { by: 'Tab' });
    await expectNoLayoutFaults(page);
    await press(page, 'Control+Enter');
    await expectSaved('已登记并受理');
    await expectNoLayoutFaults(page);
    await elsewhere.close();
  });
});
