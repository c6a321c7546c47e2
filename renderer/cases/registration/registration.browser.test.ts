import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Api, readPaper, signedInApi } from '../../../tests/browser/api.ts';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { type RunningCenter, startCenter } from '../../../tests/browser/center.ts';
import { launchChromium } from '../../../tests/browser/chromium.ts';
import { type Desk, expectFocus, pick, signIn, sitDown, walkTo, write } from '../../../tests/browser/desk.ts';
import { focusLabel, press, type } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';

/** The registration by keyboard alone, against a real center: every test signs in at a desk of its own. */

let center: RunningCenter;
let browser: Browser;
let api: Api;
let desk: Desk | undefined;
let page: Page;

const openedDesks: Desk[] = [];

beforeAll(async () => {
  [center, browser] = await Promise.all([startCenter({ sample: true }), launchChromium()]);
  api = await signedInApi(center.origin, 'chengmin');
});
afterAll(async () => {
  await browser?.close();
  await center?.stop();
});
beforeEach(async () => {
  desk ??= await newDesk();
  page = desk.page;
  await press(page, 'F2');
  await eventually(() => field('parties_0_name').inputValue()).toBe('');
  await expectFocus(page, '姓名');
});
afterEach(() => {
  expect(openedDesks.flatMap(({ complaints }) => complaints)).toEqual([]);
});

/** What a busy machine needs longer for than expect.poll waits by itself. */
function eventually<Value>(read: () => Promise<Value>) {
  return expect.poll(read, { timeout: 15_000 });
}

async function newDesk(): Promise<Desk> {
  const opened = await sitDown(browser, center.origin);
  openedDesks.push(opened);
  await signIn(opened.page, 'chengmin');
  return opened;
}

/** A registration at a desk of its own, for a test that leaves it unusable or changed. */
async function registerElsewhere(): Promise<Desk> {
  const opened = await newDesk();
  page = opened.page;
  await press(page, 'F2');
  await expectFocus(page, '姓名');
  return opened;
}

const draftSaved = () => page.getByText(/草稿 .* 已存在本机/).waitFor();
const field = (path: string) => page.locator(`#registration_${path}`);
const messageOf = (path: string) =>
  page
    .locator('.field')
    .filter({ has: field(path) })
    .locator('.ant-form-item-explain');
const casesNamed = async (name: string) =>
  (await api.cases.search({ query: name, limit: 50 })).filter((hint) => hint.parties.includes(name));

async function writeParties(applicant: readonly [string, string]): Promise<void> {
  await write(page, applicant);
  await walkTo(page, '证件号码');
  await type(page, '410105197803120010');
  await walkTo(page, '手机');
  await type(page, '138 0000 1203');
  await walkTo(page, '住址');
  await write(page, ['jinshuiqu', '金水区兴达路街道鸿苑社区 3 号楼 2 单元 501']);
  await press(page, 'Alt+n');
  await expectFocus(page, '姓名');
  await write(page, ['limou', '李某']);
}

async function writeRest(): Promise<void> {
  await walkTo(page, '发生地点');
  await pick(page, 'xdl h', /鸿苑社区/);
  await expectFocus(page, '详细地址');
  await write(page, ['louyi', '3 号楼 2 单元楼道']);
  await press(page, 'Enter');
  await type(page, '20260711');
  await walkTo(page, '经过');
  await write(page, ['linju', '邻居李某倒垃圾时，经常把垃圾掉在楼道里，夏天气味刺鼻难忍。']);
  await walkTo(page, '申请事项 1', { by: 'Tab' });
  await write(page, ['qingli', '清理干净']);
}

async function expectSaved(heading: string): Promise<{ caseNumber: string; queryCode: string }> {
  await page.getByRole('heading', { name: heading, exact: true }).waitFor({ timeout: 20_000 });
  const [caseNumber = '', queryCode = ''] = await page.locator('.saved-numbers dd').allTextContents();
  return { caseNumber, queryCode };
}

describe('the rubbish in the stairwell', () => {
  test('goes from the first field to the printed slip without a mouse', { timeout: 180_000 }, async () => {
    await writeParties(['zhangyi', '张一']);
    await eventually(() => field('parties_0_birthDate').inputValue()).toBe('1978-03-12');
    await eventually(() => field('parties_0_statedAge').inputValue()).toBe('48');
    await writeRest();
    await press(page, 'Enter');
    await expectFocus(page, '申请事项 2');
    await write(page, ['buzai', '不再在楼道遗撒']);
    await walkTo(page, '涉及金额');
    await type(page, '1200');
    await press(page, 'Enter');
    await page.getByText('壹仟贰佰元整').waitFor();
    await eventually(() => field('title').inputValue()).toBe('张一与李某邻里纠纷');
    expect(await field('peopleCount').inputValue()).toBe('2');
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
    await page.getByText('已送打印机').waitFor({ timeout: 30_000 });
    const [hint] = await casesNamed('张一');
    const slip = await readPaper(api, hint!.caseId, 'slip');
    expect(desk?.printer.jobs).toEqual([slip.sha256]);
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
    expect(await field('parties_0_name').inputValue()).toBe('');
  });

  test('the same person’s earlier case stands beside the row, and is linked by keyboard', async () => {
    await writeParties(['zhangyi', '张一']);
    const hint = page.locator('.hint', { hasText: '证件号相同' }).first();
    await hint.waitFor();
    await press(page, 'Control+j');
    await eventually(() => focusLabel(page)).toMatch(/^接着办/);
    await press(page, 'Tab');
    await eventually(() => focusLabel(page)).toMatch(/^关联/);
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

describe('nothing is lost', () => {
  test('a page that crashes comes back with all that was typed', async () => {
    const elsewhere = await registerElsewhere();
    await writeParties(['wanger', '王二']);
    await draftSaved();
    await press(page, 'Enter');
    await page.waitForURL(/draft=/);
    await eventually(async () => (await api.drafts.list({ kind: 'registration' }))[0]?.label).toBe('王二 与 李某');
    const address = page.url();
    const devtools = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    await Promise.race([devtools.send('Page.crash').catch(() => undefined), crashed]);
    await crashed;

    const again = await page.context().newPage();
    await again.goto(address);
    await eventually(() => again.locator('#registration_parties_0_name').inputValue()).toBe('王二');
    expect(await again.locator('#registration_parties_0_address').inputValue()).toContain('鸿苑社区');
    expect(await again.locator('#registration_parties_1_name').inputValue()).toBe('李某');
    expect(await again.locator('#registration_parties_0_birthDate').inputValue()).toBe('1978-03-12');
    await elsewhere.close();
  });

  test('Esc keeps the draft, and the next registration offers it', async () => {
    await write(page, ['zhaosan', '赵三']);
    await press(page, 'Escape');
    await page.getByRole('heading', { name: '来访登记' }).waitFor({ state: 'detached' });
    await press(page, 'F2');
    await page.locator('.hint', { hasText: '赵三' }).waitFor();
    await press(page, 'Control+j', 'Enter');
    await eventually(() => field('parties_0_name').inputValue()).toBe('赵三');
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
    expect(await field('parties_0_name').inputValue()).toBe('钱四');
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
    await eventually(() => other.locator('#registration_parties_0_name').inputValue()).toBe('孙五');
    await other.keyboard.press('Control+s');
    await Promise.all([press(page, 'Control+s', 'Control+s'), other.locator('.saved-numbers').waitFor()]);
    const { caseNumber } = await expectSaved('已登记，等待受理');
    expect(await other.locator('.saved-numbers dd').first().textContent()).toBe(caseNumber);
    await other.close();
    expect(await casesNamed('孙五')).toHaveLength(1);
  });
});

describe('bad input', () => {
  test('a wrong ID number is told beside the field as soon as it is whole', async () => {
    await write(page, ['zhouliu', '周六']);
    await walkTo(page, '证件号码');
    await type(page, '410105197803120011');
    await eventually(() => messageOf('parties_0_documentNumber').textContent()).toContain('校验码不对');
    expect(await field('parties_0_sex').inputValue()).toBe('');
    await press(page, 'Backspace');
    await type(page, '0');
    await eventually(() => field('parties_0_birthDate').inputValue()).toBe('1978-03-12');
    await eventually(() => messageOf('parties_0_documentNumber').count()).toBe(0);
  });

  test('30 February and a birth ahead are told, nothing is saved, and the focus is on the first', async () => {
    await write(page, ['wuqi', '吴七']);
    await walkTo(page, '出生日期');
    await type(page, '20300101');
    await walkTo(page, '发生日期');
    await type(page, '20260230');
    await press(page, 'Enter');
    await eventually(() => messageOf('occurredOn').textContent()).toContain('2 月没有 30 日');
    await press(page, 'Control+s');
    await expectFocus(page, '出生日期');
    expect(await messageOf('parties_0_birthDate').textContent()).toContain('在今天以后');
    expect(await messageOf('place_code').textContent()).toContain('请选择发生地点');
    const amber = await messageOf('place_code')
      .locator('div')
      .last()
      .evaluate((at) => getComputedStyle(at).color);
    expect(amber).toBe('rgb(138, 82, 0)');
    await expectNoAxeViolations(page);
    expect(await casesNamed('吴七')).toEqual([]);
  });

  test('10 MB of text are refused at once, and what was written stays', async () => {
    await walkTo(page, '经过');
    await write(page, ['linju', '邻居倒垃圾']);
    const before = Date.now();
    await page.keyboard.insertText('长'.repeat(3_500_000));
    await eventually(() => messageOf('facts').textContent()).toContain('3,500,000 个字');
    expect(Date.now() - before).toBeLessThan(8_000);
    expect(await field('facts').inputValue()).toBe('邻居倒垃圾');
  });

  test('more than 2000 characters are counted and told, not cut', async () => {
    await walkTo(page, '经过');
    await page.keyboard.insertText('长'.repeat(2_001));
    await page.getByText('2001 / 2000').waitFor();
    await press(page, 'Tab');
    await eventually(() => messageOf('facts').textContent()).toContain('超过 2000 个字');
    expect(await field('facts').inputValue()).toHaveLength(2_001);
  });

  test('half a surrogate pair is told, and markup is text', async () => {
    await page.keyboard.insertText('<b>郑八</b>');
    await walkTo(page, '职业');
    await field('parties_0_occupation').evaluate((element: HTMLInputElement) => {
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      set?.call(element, '商\ud840');
      element.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await press(page, 'Enter');
    await eventually(() => messageOf('parties_0_occupation').textContent()).toContain('半个字符');
    await press(page, 'Shift+Enter');
    await type(page, '个体');
    await page.locator('.hint', { hasText: '<b>' }).waitFor({ state: 'detached' });
    await writeRest();
    await press(page, 'Control+s');
    await expectSaved('已登记，等待受理');
    await page.locator('.saved-case', { hasText: '<b>郑八</b>' }).waitFor();
  });
});

describe('parties', () => {
  test('units, agents and more fields by keyboard; what is taken away comes back', async () => {
    await write(page, ['fengjiu', '冯九']);
    await press(page, 'Alt+n');
    await press(page, 'Alt+u');
    await expectFocus(page, '单位名称');
    await write(page, ['wuye', '某物业服务有限公司']);
    await walkTo(page, '统一社会信用代码');
    await type(page, '91410105MA3X1234AT');
    await press(page, 'Alt+a');
    await expectFocus(page, '代理人');
    await write(page, ['chen', '陈律师']);
    await press(page, 'Enter');
    await pick(page, '律师', /^律师$/);
    await press(page, 'Alt+Delete');
    await eventually(() => page.locator('.agent-row').count()).toBe(0);
    await press(page, 'Alt+z');
    await eventually(() => field('parties_1_agents_0_name').inputValue()).toBe('陈律师');
    await press(page, 'Alt+m');
    await page.getByLabel('法定代表人职务').waitFor();
    await expectNoLayoutFaults(page);
    await expectNoAxeViolations(page);
    await press(page, 'Alt+n');
    await expectFocus(page, '姓名');
    await eventually(() => page.locator('.party').count()).toBe(3);
  });

  test('a minor gets a guardian with one key press on the hint (民法典 23)', async () => {
    await write(page, ['xiaohai', '小海']);
    await walkTo(page, '证件号码');
    await type(page, '41010520180312001x');
    await page.locator('.hint', { hasText: '未满 18 周岁' }).waitFor();
    await press(page, 'Control+j', 'Enter');
    await expectFocus(page, '代理人');
    await page.locator('.hint', { hasText: '未满 18 周岁' }).waitFor({ state: 'detached' });
    expect(await page.locator('.agent-row').getByText('法定代理人（监护人）').count()).toBe(1);
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
    await eventually(() => field('parties_0_name').inputValue()).toBe('蒋十');
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
