import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ensureBuilt } from '../../scripts/build.mjs';
import { projectRoot } from '../browser/project.ts';
import { repack } from './png.ts';
import { screens } from './screens.ts';
import { complaintsOf, openStudio, type TextSize } from './studio.ts';

/**
 * `npm run screens [-- NAME …]`: photographs every screen at 1366×768 into docs/screens, and in large type into
 * .cache/screens, and checks measures and layout. Ends with 1 where one does not hold.
 */

const folder = join(projectRoot, 'docs', 'screens');
const asideFolder = join(projectRoot, '.cache', 'screens');
const sizes: readonly TextSize[] = ['normal', 'large'];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !screens.some((screen) => screen.name === name));
if (unknown.length > 0) {
  console.error(`No such screen: ${unknown.join(', ')}. There are: ${screens.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const chosen = screens.filter(({ name }) => wanted.length === 0 || wanted.includes(name));

await ensureBuilt();
for (const each of [folder, asideFolder]) mkdirSync(each, { recursive: true });
const studio = await openStudio();
const complaints: string[] = [];
try {
  console.log(['screen', 'text', 'measures', 'faults', 'picture'].join('\t'));
  for (const textSize of sizes) {
    for (const screen of chosen) {
      let picture = '';
      const photograph = async (page: Page) => {
        const shown = await page.screenshot();
        if (textSize === 'large') {
          writeFileSync(join(asideFolder, `${screen.name}-${textSize}.png`), shown);
          return;
        }
        const png = repack(shown);
        writeFileSync(join(folder, `${screen.name}.png`), png);
        picture = `${Math.ceil(png.length / 1024)} KiB`;
      };
      const look = await studio.look(screen, textSize, photograph).catch((error: unknown) => {
        complaints.push(`${screen.name}, ${textSize}: did not come up: ${String(error)}`);
        return null;
      });
      if (!look) continue;
      const held = look.measures.filter(({ holds }) => holds).length;
      const measured = look.measures.length === 0 ? '-' : `${held} / ${look.measures.length}`;
      console.log([screen.name, textSize, measured, look.faults.length, picture].join('\t'));
      complaints.push(...complaintsOf(look));
    }
  }
} finally {
  await studio.close();
}
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;
