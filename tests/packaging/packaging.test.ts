import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../browser/project.ts';
import { extractAsar, listAsar, type PackedFile } from './asar.ts';
import { FUSE_MARK, writeStandInElectron } from './stand-in-electron.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'packaging-'));
const packed = join(folder, 'dist', 'linux-unpacked');
const resources = join(packed, 'resources');
const unpacked = join(resources, 'app.asar.unpacked');
/** The archive as plain files, outside the project, so that nothing is found in the project's own node_modules. */
const app = join(folder, 'app');
let files: Map<string, PackedFile>;

/** A package as Node finds it when another asks for it. */
interface FoundPackage {
  /** From the root of the tree. */
  readonly folder: string;
  readonly version: string;
  readonly needs: readonly string[];
}

/** Looks beside the package that asks, then further up. Undefined: not in this tree. */
function findPackage(root: string, name: string, from: string): FoundPackage | undefined {
  for (let place = from; ; place = dirname(place)) {
    const folder = join(place, 'node_modules', name);
    const manifest = join(root, folder, 'package.json');
    if (existsSync(manifest)) {
      const { version, dependencies, optionalDependencies } = JSON.parse(readFileSync(manifest, 'utf8'));
      return { folder, version, needs: Object.keys({ ...dependencies, ...optionalDependencies }) };
    }
    if (place === '.') return undefined;
  }
}

/** Packages that the built main process and the service name. */
function loadedPackages(): Set<string> {
  const loaded = new Set<string>();
  const main = join(projectRoot, 'out', 'main');
  for (const file of readdirSync(main, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.js')) continue;
    const source = readFileSync(join(main, file), 'utf8');
    for (const [, specifier = ''] of source.matchAll(/(?:from|import|require)\s*\(?\s*["']([^"'.\s][^"'\s]*)["']/g)) {
      const parts = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1);
      if (specifier !== 'electron' && !specifier.startsWith('node:')) loaded.add(parts.join('/'));
    }
  }
  return loaded;
}

/**
 * Walks what the program loads, and all that this needs in turn, in the project and in the packed tree side by side.
 * The two may lay a package in different places; the version that is found must be the same.
 */
function packagesThatDiffer(): { readonly walked: number; readonly differ: readonly string[] } {
  const seen = new Set<string>();
  const differ: string[] = [];
  const walk = (name: string, from: string, packedFrom: string) => {
    const here = findPackage(projectRoot, name, from);
    if (!here) return;
    const there = findPackage(app, name, packedFrom);
    if (there?.version !== here.version) {
      differ.push(`${name} ${here.version} for ${from}: ${there?.version ?? 'not packed'}`);
      return;
    }
    const key = `${here.folder} ${there.folder}`;
    if (seen.has(key)) return;
    seen.add(key);
    // Some packages name types among what they need; nothing loads them.
    for (const below of here.needs) if (!below.startsWith('@types/')) walk(below, here.folder, there.folder);
  };
  for (const name of loadedPackages()) walk(name, '.', '.');
  return { walked: seen.size, differ };
}

beforeAll(async () => {
  writeStandInElectron(join(folder, 'electron'), 'electron');
  const args = ['scripts/run.mjs', 'electron-builder', '--linux', 'dir', `--${process.arch}`, '--publish', 'never'];
  const places = [`-c.electronDist=${join(folder, 'electron')}`, `-c.directories.output=${join(folder, 'dist')}`];
  await run(process.execPath, [...args, ...places], { cwd: projectRoot, maxBuffer: 64 * 1024 * 1024 });
  files = listAsar(join(resources, 'app.asar'));
  extractAsar(join(resources, 'app.asar'), app);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the archive', () => {
  test('holds the whole build: main process, service, preload, page', () => {
    const wanted = [
      'package.json',
      'out/main/index.js',
      'out/main/center.js',
      'out/preload/index.cjs',
      'out/renderer/index.html',
    ];
    for (const path of wanted) expect([...files.keys()]).toContain(path);
    const built = readdirSync(join(projectRoot, 'out/renderer/assets')).filter((name) => !name.endsWith('.map'));
    for (const name of built) expect(files.has(`out/renderer/assets/${name}`), name).toBe(true);
  });

  test('holds every package that the main process and the service load', () => {
    const { walked, differ } = packagesThatDiffer();
    expect(walked).toBeGreaterThan(50);
    expect(differ).toEqual([]);
  });

  test('holds no source, test, document or tool', () => {
    const ours = [...files.keys()].filter((path) => !path.startsWith('node_modules/'));
    expect(ours.filter((path) => !/^out\/(main|preload|renderer)\/|^package\.json$/.test(path))).toEqual([]);
    expect([...files.keys()].filter((path) => /\.(ts|tsx|mts|map|md)$|\.test\./.test(path))).toEqual([]);
    const { devDependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
    for (const name of Object.keys(devDependencies))
      expect(files.has(`node_modules/${name}/package.json`), name).toBe(false);
  });

  test('does not bring the packages of the page a second time', () => {
    for (const name of ['antd', 'react', 'react-dom', 'ag-grid-community', '@ant-design/icons', 'pdfjs-dist']) {
      expect(files.has(`node_modules/${name}/package.json`), name).toBe(false);
    }
  });
});

describe('beside the archive', () => {
  test('lie the natives of this system only, and no native is left inside', () => {
    const natives = [...files].filter(([path]) => path.endsWith('.node'));
    expect(natives.map(([, file]) => file.unpacked)).toEqual([true, true, true]);
    for (const [path] of natives) {
      expect(path).toContain(`${process.platform}-${process.arch}`);
      expect(existsSync(join(unpacked, path))).toBe(true);
    }
  });

  test('the unpacked natives load and work', async () => {
    const script = `
      const Database = require('better-sqlite3');
      const { verifySync, hashSync } = require('@node-rs/argon2');
      const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler');
      const row = new Database(':memory:').prepare("select sqlite_version() as version").get();
      const pdf = NodeCompiler.create().pdf({ mainFileContent: 'Fengqiao' });
      console.log(JSON.stringify({
        sqlite: row.version.startsWith('3.'),
        argon2: verifySync(hashSync('secret'), 'secret'),
        typst: pdf.subarray(0, 5).toString(),
      }));`;
    writeFileSync(join(unpacked, 'probe.cjs'), script);
    const { stdout } = await run(process.execPath, [join(unpacked, 'probe.cjs')], {
      env: { PATH: process.env.PATH ?? '' },
    });
    expect(JSON.parse(stdout)).toEqual({ sqlite: true, argon2: true, typst: '%PDF-' });
  });

  test('lie templates, fonts, divisions and icons as files', () => {
    const own = readdirSync(join(projectRoot, 'resources'), { recursive: true, withFileTypes: true });
    const wanted = own.filter((entry) => entry.isFile() && !entry.name.includes('.test.'));
    for (const entry of wanted) {
      const path = join(entry.parentPath, entry.name).slice(projectRoot.length + 1);
      expect(existsSync(join(resources, path)), path).toBe(true);
    }
    expect(wanted.some((entry) => entry.name === 'agreement.typ')).toBe(true);
    expect(wanted.some((entry) => entry.name === 'tray.png')).toBe(true);
  });
});

test('the packed service starts on what was packed alone', async () => {
  const places = ['--data', join(folder, 'data'), '--resources', join(resources, 'resources')];
  const args = [join(app, 'out/main/center.js'), ...places, '--port', '0', '--empty'];
  const service = spawn(process.execPath, args, { cwd: app, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(service, 'exit');
  let complaint = '';
  service.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  try {
    let first: unknown;
    for await (const line of createInterface({ input: service.stdout })) {
      if (!line.includes('"type"')) continue;
      first = JSON.parse(line);
      break;
    }
    expect(first, complaint).toMatchObject({ type: 'ready' });
  } finally {
    service.kill('SIGTERM');
    await ended;
  }
});

test('the program cannot be turned into a plain Node, and loads its code from the archive only', () => {
  const binary = readFileSync(join(packed, 'fengqiao-desk'), 'latin1');
  const wire = binary.indexOf(FUSE_MARK) + FUSE_MARK.length + 2;
  const state = (fuse: number) => binary[wire + fuse];
  const [runAsNode, , nodeOptions, inspect, integrity, onlyAsar, , fileProtocol] = Array.from({ length: 8 }, (_, i) =>
    state(i),
  );
  expect({ runAsNode, nodeOptions, inspect, fileProtocol }).toEqual({
    runAsNode: '0',
    nodeOptions: '0',
    inspect: '0',
    fileProtocol: '0',
  });
  expect({ integrity, onlyAsar }).toEqual({ integrity: '1', onlyAsar: '1' });
});

test('of the languages only Chinese and English are kept', () => {
  expect(readdirSync(join(packed, 'locales')).sort()).toEqual(['en-US.pak', 'zh-CN.pak']);
});

test('the installers are made for Windows and Linux, x64 and arm64, and never delete the records', () => {
  const config = readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8');
  for (const target of ['nsis', 'deb', 'AppImage'])
    expect(config).toContain(`{ target: ${target}, arch: [x64, arm64] }`);
  expect(config).toContain('deleteAppDataOnUninstall: false');
  expect(config).toContain('npmRebuild: false');
});
