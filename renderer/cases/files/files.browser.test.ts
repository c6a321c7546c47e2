import type { Page } from 'playwright-core';
import { v7 as newId } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Api, readPaper } from '../../../tests/browser/api.ts';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { bringTo, registeredCase } from '../../../tests/browser/case-to.ts';
import { walkTo } from '../../../tests/browser/desk.ts';
import { press } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import { sampleCenter } from '../../../tests/browser/sample-center.ts';
import { pdfPictures } from '../../../tests/support/pdf-picture.ts';

const sample = sampleCenter({ staying: 'chengmin' });
let api: Api;
let page: Page;
beforeEach(() => {
  ({ api, page } = sample);
});

const dialog = () => page.getByRole('dialog');
const card = () => page.getByRole('region', { name: '材料' });
const filesOf = async (caseId: string) => (await api.cases.get({ caseId })).state.files;
const pdf = { name: '借条.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n一页\n%%EOF\n') };

/** A picture as a screenshot tool puts it into the clipboard, or as it is dragged from a folder. */
async function give(how: 'paste' | 'drop', name: string, size = 600): Promise<void> {
  await page.evaluate(
    async ([event, fileName, side]) => {
      const canvas = document.createElement('canvas');
      canvas.width = side;
      canvas.height = side;
      const context = canvas.getContext('2d');
      for (let at = 0; at < side; at += 3) {
        if (context) context.fillStyle = `hsl(${(at * 7) % 360} 60% ${30 + (at % 40)}%)`;
        context?.fillRect(at, (at * 13) % side, side / 2, 5);
      }
      // As a camera sees it, no two spots alike: larger than what is taken.
      if (side > 1_000 && context) {
        const spots = context.createImageData(side, side);
        for (let at = 0; at < spots.data.length; at += 1) spots.data[at] = at % 4 === 3 ? 255 : Math.random() * 256;
        context.putImageData(spots, 0, 0);
      }
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
      const data = new DataTransfer();
      data.items.add(new File([blob ?? ''], fileName, { type: 'image/png' }));
      const init = { bubbles: true, cancelable: true };
      document.body.dispatchEvent(
        event === 'paste'
          ? new ClipboardEvent('paste', { ...init, clipboardData: data })
          : new DragEvent('drop', { ...init, dataTransfer: data }),
      );
    },
    [how, name, size] as const,
  );
}

describe('files of a case, by keyboard (SYNC-8)', () => {
  test('a picture from the clipboard and a chosen file are attached, shown and taken off again', async () => {
    const caseId = await registeredCase(api);
    await sample.openCase(caseId);
    await card().getByText('还没有材料').waitFor();
    await give('paste', '截图.png');
    await dialog().getByText('截图.png').waitFor();
    await dialog().locator('input[type=file]').setInputFiles(pdf);
    await dialog().getByText('借条.pdf').waitFor();
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    await press(page, 'Control+Enter');
    await page.getByText('已附 2 份材料').waitFor();
    expect((await filesOf(caseId)).map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ['截图.png', 'image/png'],
      ['借条.pdf', 'application/pdf'],
    ]);
    await card().locator('img').waitFor();
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);

    await walkTo(page, '看截图.png', { by: 'Tab' });
    await press(page, 'Enter');
    const picture = dialog().getByRole('img', { name: '截图.png' });
    await picture.waitFor();
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(600);
    await expectNoAxeViolations(page);
    await press(page, 'Escape');
    await dialog().waitFor({ state: 'detached' });

    await walkTo(page, '移出截图.png', { by: 'Tab' });
    await press(page, 'Enter');
    await page.keyboard.type('附错了案件');
    await expectNoAxeViolations(page);
    await press(page, 'Control+Enter');
    await page.getByText('已移出 截图.png').waitFor();
    await card().getByText('借条.pdf').waitFor();
    expect(await card().getByText('截图.png').count()).toBe(0);
  });

  test('Alt+F asks for files; a dropped photo may be shrunk, and what is wrong with a file stands beside it', async () => {
    const caseId = await registeredCase(api);
    await sample.openCase(caseId);
    await press(page, 'Alt+f');
    await dialog().getByText('先选文件，或者粘贴截图').waitFor();
    await give('drop', '现场.png', 2_700);
    const program = { name: '照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ 这是程序') };
    await dialog().locator('input[type=file]').setInputFiles(program);
    await dialog().getByRole('radio', { name: '现场照片' }).check();
    await press(page, 'Control+Enter');
    await dialog().getByText('最多收 20.0 MB').waitFor();
    await dialog().getByRole('checkbox').check();
    await press(page, 'Control+Enter');
    await dialog().getByText('现场.png').waitFor({ state: 'detached' });
    await dialog().getByText('不认识这种文件').waitFor();
    await expectNoAxeViolations(page);
    await press(page, 'Escape');
    const [file] = await filesOf(caseId);
    expect(file).toMatchObject({ name: '现场.jpg', mediaType: 'image/jpeg', kind: 'scene' });
    const kept = await api.files.file({ caseId, fileId: file?.fileId ?? '', glance: true });
    const width = await page.evaluate(
      async (address) => {
        const image = new Image();
        image.src = address;
        await image.decode();
        return image.naturalWidth;
      },
      `data:image/jpeg;base64,${Buffer.from(await kept.arrayBuffer()).toString('base64')}`,
    );
    expect(width).toBe(2_200);
  });
});

test('a scan of a signed agreement is known by its printed code, as a picture and as a PDF, and filed as that paper', async () => {
  const caseId = await registeredCase(api);
  const { state } = await bringTo(api, caseId, 'agreed');
  const issue = { caseId, form: 'agreement', subject: 1, baseRevision: state.revision } as const;
  await api.documents.issue({ actionId: newId(), ...issue });
  const { bytes } = await readPaper(api, caseId, 'agreement');
  const browser = page.context().browser();
  if (!browser) throw new Error('no browser');
  const [picture] = await pdfPictures(browser, bytes, 150);
  await sample.openCase(caseId);
  await press(page, 'Alt+f');
  await dialog().waitFor();
  await page
    .getByLabel('要附的文件')
    .setInputFiles([
      { name: '扫描第一页.png', mimeType: 'image/png', buffer: picture?.png ?? Buffer.alloc(0) },
      { name: '扫描.pdf', mimeType: 'application/pdf', buffer: Buffer.from(bytes) },
      pdf,
    ]);
  await expect.poll(() => page.getByText('认出是《人民调解协议书》的扫描件').count(), { timeout: 20_000 }).toBe(2);
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await press(page, 'Control+Enter');
  await dialog().waitFor({ state: 'detached', timeout: 15_000 });
  const files = await filesOf(caseId);
  expect(files.map(({ kind, paper }) => [kind, paper?.form, paper?.subject])).toEqual([
    ['signed', 'agreement', 1],
    ['signed', 'agreement', 1],
    ['evidence', undefined, undefined],
  ]);
});
