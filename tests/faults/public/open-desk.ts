import type { Browser, Page } from 'playwright-core';
import { elementsIn, watched } from './watched.ts';

export interface Opened {
  readonly pages: number;
  /** Scripts of what was sent that ran, dialogs, and markup of it that was taken for markup; each once a page. */
  readonly ran: readonly string[];
  /** Pages that did not show what they are for, with what stood there. */
  readonly unopened: readonly string[];
}

/** A desk, and the cases of it that are looked at. */
interface LookedAt {
  readonly name: string;
  /** Address of the desk, without a slash at the end. */
  readonly base: string;
  readonly account: string;
  readonly password: string;
  readonly caseIds: readonly string[];
}

/** What stands open on the phone below a case; each draws parties and places of it. */
const phoneForms = ['case.noted', 'consent.recorded', 'photos', 'mediation.session_held', 'case.returned'];

async function signInAt(page: Page, { account, password }: LookedAt, shown: string): Promise<void> {
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(password);
  await page.keyboard.press('Enter');
  await page.locator(shown).first().waitFor();
}

/** Opens cases in the workbench and on the mediator's phone, and says what of them ran. */
export async function openAtDesk(browser: Browser, desk: LookedAt): Promise<Opened> {
  const { name, base, caseIds } = desk;
  const context = await browser.newContext({ viewport: { width: 1_366, height: 768 }, locale: 'zh-CN' });
  const ran = await watched(context);
  const unopened: string[] = [];
  let pages = 0;
  const visit = async (page: Page, path: string, shown: string): Promise<void> => {
    await page.goto(`${base}${path}`);
    try {
      await page.locator(shown).first().waitFor();
    } catch {
      const words = (await page.locator('body').textContent()) ?? '';
      unopened.push(`${name} ${path}: ${words.replaceAll(/\s+/g, ' ').slice(0, 300)}`);
      return;
    }
    pages += 1;
    const elements = await elementsIn(page);
    if (elements > 0) ran.push(`${path}: ${elements} elements`);
  };
  try {
    const page = await context.newPage();
    await page.goto(`${base}/`);
    await signInAt(page, desk, '.frame, .sider');
    await visit(page, '/#/', '.frame, .sider');
    await visit(page, '/#/ledger', '.frame, .sider');
    for (const caseId of caseIds) await visit(page, `/#/cases/${caseId}`, '.case-head');
    await page.close();

    const phone = await context.newPage();
    await phone.setViewportSize({ width: 360, height: 780 });
    await phone.goto(`${base}/p`);
    await phone.locator('h1').first().waitFor();
    for (const [index, caseId] of caseIds.entries()) {
      await visit(phone, `/p#/cases/${caseId}`, 'h2#parties');
      const form = phoneForms[index % phoneForms.length];
      await visit(phone, `/p#/cases/${caseId}/do/${form}`, 'main.page h1, main.page h2, main.page p');
    }
    await visit(phone, '/p#/', 'main.page h1');
    return { pages, unopened, ran: ran.map((words) => `${name} ${words}`) };
  } finally {
    await context.close();
  }
}
