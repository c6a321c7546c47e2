import { encode } from 'uqr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formSamples } from '../../domain/documents/sample-forms.ts';
import { printedCodeOf } from '../../domain/verification/paper-code.ts';
import { parseStationToken } from '../../domain/verification/station-token.ts';
import { launchChromium } from '../browser/chromium.ts';
import { pdfPictures, qrTextOf } from '../support/pdf-picture.ts';
import { readPdfText } from '../support/pdf-text.ts';
import { documentRenderer } from '../support/printed-forms.ts';

let browser: Awaited<ReturnType<typeof launchChromium>>;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const token = 'aZ09_-bYxW'.repeat(10).slice(0, 98).concat('A');
const code = 'K7MW3XPT9QRD';
/** Of a city whose name is as long as such names get. */
const longest = `https://${'fengqiao-tiaojie.'.repeat(4)}gov.cn`.slice(0, 80);

test.each(['agreement', 'oral-agreement-register', 'mediation-proof'] as const)(
  'the QR of %s is read from the printed page, and the paper keeps its layout',
  async (form) => {
    expect(parseStationToken(token)).not.toBeNull();
    const verification = printedCodeOf(code, 'https://fengqiao.zhengzhou.gov.cn', token);
    const pages = await pdfPictures(
      browser,
      documentRenderer.render(form, { ...formSamples[form], verification }),
      200,
    );
    expect(pages.map(qrTextOf)).toEqual([`https://fengqiao.zhengzhou.gov.cn/v/${code}/${token}`]);
    const draft = documentRenderer.render(form, { ...formSamples[form], number: null });
    expect(await readPdfText(draft)).toHaveLength(pages.length);
  },
);

test('it is more than 20 mm wide, and its dots more than a third of one, also where the address is as long as it may be', () => {
  const dotsOf = (address: string) => encode(printedCodeOf(code, address, token).qrText, { ecc: 'M', border: 0 }).size;
  expect(longest).toHaveLength(80);
  // 17 and four more for each version; the picture is 24 mm wide with four dots of white on each side.
  expect(dotsOf('https://fengqiao.zhengzhou.gov.cn')).toBe(17 + 4 * 8);
  expect(24 / (dotsOf(longest) + 8)).toBeGreaterThan(1 / 3);
  expect((24 * dotsOf('https://a.cn')) / (dotsOf('https://a.cn') + 8)).toBeGreaterThan(20);
});
