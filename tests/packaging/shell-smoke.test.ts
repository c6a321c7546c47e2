import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { _electron, type ElectronApplication } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../browser/project.ts';

interface Finder {
  findElectron: () => string | undefined;
}
interface Desktop {
  hasScreen: () => boolean;
  canRunElectron: () => boolean;
}
const script = (name: string): Promise<unknown> => import(pathToFileURL(join(projectRoot, 'scripts', name)).href);
const { findElectron } = (await script('electron-binary.mjs')) as Finder;
const { hasScreen, canRunElectron } = (await script('desktop.mjs')) as Desktop;

function whySkipped(): string | undefined {
  if (findElectron() === undefined) return 'there is no Electron binary here';
  if (!canRunElectron()) return 'Electron does not run as root';
  if (!hasScreen()) return 'there is no screen';
  return undefined;
}
const reason = whySkipped();
if (reason !== undefined) process.stderr.write(`The smoke test of the real shell is skipped: ${reason}.\n`);

describe.skipIf(reason !== undefined)(`the real shell${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  test('opens its window on app://desk, isolated, and reaches the service', async () => {
    const data = mkdtempSync(join(tmpdir(), 'shell-smoke-'));
    let app: ElectronApplication | undefined;
    try {
      const executablePath = findElectron();
      if (executablePath === undefined) throw new Error('the Electron binary has gone');
      app = await _electron.launch({ executablePath, args: [projectRoot, '--data', data, '--port', '0', '--sample'] });
      const page = await app.firstWindow();
      await page.waitForLoadState();
      expect(page.url()).toMatch(/^app:\/\/desk\//);
      const seen = await page.evaluate(async () => ({
        node: 'require' in window || 'process' in window,
        host: await window.fengqiaoShell?.host(),
        connected: await window.fengqiaoShell?.connect(),
        state: await window.fengqiaoShell?.serviceState(),
      }));
      expect(seen.node).toBe(false);
      expect(seen.host).toMatchObject({ kind: 'electron' });
      expect(seen.connected?.connection).toBeGreaterThan(0);
      expect(seen.state).toMatchObject({ status: 'ready' });
    } finally {
      await app?.close();
      rmSync(data, { recursive: true, force: true });
    }
  });
});
