import type { Page } from 'playwright-core';
import { withCheckCharacter } from '../../center/sample/people.ts';

/** Screens with something on them: typed as a person would, so that what the program adds is there too. */

/** Nothing moves or loads any more. */
export async function settlePage(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  await page.waitForLoadState('networkidle');
}

async function fill(page: Page, within: string, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(values)) {
    await page.locator(within).getByLabel(label).first().fill(text);
  }
}

const stairwell =
  '邻居李某倒垃圾时，经常无意间把垃圾掉在楼道里，夏天气味刺鼻难忍，给张某带来极大困扰。张某多次交涉，两家矛盾日益加深。';

/** Two neighbours and their stairwell, while the place is being typed. */
export async function registrationAtWork(page: Page): Promise<void> {
  await fill(page, '[data-party="0"]', {
    姓名: '张某',
    证件号码: withCheckCharacter('41010219780312997'),
    职业: '公司职员',
    手机: '13800001203',
    住址: '金水区兴达路街道鸿苑社区3号楼2单元501',
  });
  await fill(page, '[data-party="1"]', {
    姓名: '李某',
    手机: '13900004508',
    住址: '金水区兴达路街道鸿苑社区3号楼2单元502',
  });
  await page.getByLabel('发生日期').fill(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10));
  await page.locator('#registration_facts, textarea').first().fill(stairwell);
  await page.getByLabel('详细地址').fill('3号楼2单元');
  await page.getByLabel('发生地点').focus();
  await page.keyboard.type('xdl h');
  await page
    .getByRole('option', { name: /鸿苑社区/ })
    .first()
    .waitFor({ state: 'attached' });
  await page.getByText(/草稿 .* 已存在/).waitFor();
  await settlePage(page);
}

/** The second session of the heirs, half written. */
export async function sessionAtWork(page: Page): Promise<void> {
  await page.keyboard.press('Alt+x');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('调解记录').last().waitFor();
  await dialog.getByRole('checkbox', { name: /当面告知/ }).check();
  await dialog
    .getByRole('textbox', { name: '调解记录' })
    .fill(
      '刘某甲：父亲一直和我住，我愿意继续住，按市价补偿妹妹。\n刘某乙：房子由哥哥住没有意见，折价款要写明白，最晚两个月内付清。\n调解员：没有遗嘱的，同一顺序继承人份额一般均等。',
    );
  await dialog.getByRole('textbox', { name: '调解结果' }).fill('双方对房屋价值 720,000.00 元没有异议，同意折价补偿。');
  await page.getByText(/草稿 .* 已存在/).waitFor();
  await settlePage(page);
}

const firstTerms = [
  '案涉房屋归刘某甲所有，刘某乙不再主张权利。',
  '刘某甲给付刘某乙折价款 360,000.00 元（大写：叁拾陆万元整），分两期付清。',
  '折价款付清后十日内，刘某乙配合办理有关手续，费用由刘某甲承担。',
];

/** The heirs' agreement, with a clause about the title that no court confirms (民诉法解释 355). */
export async function agreementAtWork(page: Page): Promise<void> {
  for (const [index, term] of firstTerms.entries()) {
    if (index > 0) await page.keyboard.press('Alt+n');
    await page.getByLabel(`第 ${index + 1} 条`).fill(term);
  }
  for (const [index, amount] of ['160000', '200000'].entries()) {
    await page.keyboard.press('Alt+l');
    const field = (what: string) => page.getByLabel(`第 ${index + 1} 项 ${what}`);
    await field('做什么').waitFor();
    if (index === 0) {
      await field('谁').focus();
      await page.keyboard.type('lmj');
      await page.keyboard.press('Enter');
    }
    await field('做什么').fill(index === 0 ? '付第一期折价款' : '付第二期折价款');
    await field('金额（元）').fill(amount);
    await field('最晚哪一天').fill(index === 0 ? '2026-12-31' : '2027-06-30');
    await field('方式').fill('转账');
  }
  await page.getByRole('checkbox', { name: /申请司法确认/ }).check();
  await page.getByLabel('第 1 条').focus();
  await page.getByText(/草稿 .* 已存在/).waitFor();
  await page.locator('[data-preview=shown] canvas[data-drawn]').first().waitFor();
  await settlePage(page);
}

/** What the center has of the neighbour who came before. */
export async function personAtWork(page: Page): Promise<void> {
  await page.getByLabel('证件号码').fill(withCheckCharacter('41010219780312997'));
  await page.keyboard.press('Control+Enter');
  await page.getByRole('list', { name: '查到的案件' }).getByText('申请人').first().waitFor();
  await settlePage(page);
}

/** The posts of the account that is selected, open to be changed. */
export async function openRights(page: Page): Promise<void> {
  await page.keyboard.press('Alt+g');
  await page.getByRole('dialog').waitFor();
  await settlePage(page);
}
