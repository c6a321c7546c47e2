import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../browser/project.ts';

/** Before its fuses, every Electron binary has this mark, the version of the list and its length. */
export const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_DEFAULTS = '10110001';

/** The version that the project packs. */
export function electronVersion(): string {
  return JSON.parse(readFileSync(join(projectRoot, 'node_modules/electron/package.json'), 'utf8')).version;
}

/** A folder like the one that Electron's download unpacks to, as far as packing looks into it. */
export function writeStandInElectron(dist: string, program: 'electron' | 'electron.exe'): void {
  mkdirSync(join(dist, 'resources'), { recursive: true });
  mkdirSync(join(dist, 'locales'));
  for (const locale of ['zh-CN', 'en-US', 'fr']) writeFileSync(join(dist, 'locales', `${locale}.pak`), locale);
  const fuses = Buffer.concat([
    Buffer.from(FUSE_MARK),
    Buffer.from([1, FUSE_DEFAULTS.length]),
    Buffer.from(FUSE_DEFAULTS),
  ]);
  writeFileSync(join(dist, program), Buffer.concat([Buffer.from('stand-in '), fuses, Buffer.from(' end')]), {
    mode: 0o755,
  });
  writeFileSync(join(dist, 'version'), electronVersion());
}
