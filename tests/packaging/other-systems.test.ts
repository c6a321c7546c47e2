import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../browser/project.ts';
import { listAsar } from './asar.ts';
import { electronVersion, writeStandInElectron } from './stand-in-electron.ts';

/**
 * The project's own packing rules on a small program that has the natives of every system: whichever system packs, the
 * package has those of the system that it is for.
 */

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'packaging-systems-'));
const project = join(folder, 'project');
const read = (path: string) => JSON.parse(readFileSync(join(projectRoot, path), 'utf8'));

/** Packages with one more package for each system. */
const SPLIT_NATIVES = ['@node-rs/argon2', '@myriaddreamin/typst-ts-node-compiler'];

function write(path: string, content: string): void {
  const file = join(project, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

beforeAll(() => {
  const { name, productName, version, description, author, homepage, dependencies } = read('package.json');
  const kept = ['better-sqlite3', ...SPLIT_NATIVES].map((native) => [native, dependencies[native]]);
  const manifest = { name, productName, version, description, author, homepage, main: 'out/main/index.js' };
  write('package.json', JSON.stringify({ ...manifest, dependencies: Object.fromEntries(kept) }));
  write('out/main/index.js', 'export {};');
  write('center/main.ts', 'export {};');
  cpSync(join(projectRoot, 'resources/icons'), join(project, 'resources/icons'), { recursive: true });

  const sqlite = 'node_modules/better-sqlite3';
  const { dependencies: _none, ...sqliteManifest } = read(`${sqlite}/package.json`);
  write(`${sqlite}/package.json`, JSON.stringify(sqliteManifest));
  for (const file of readdirSync(join(projectRoot, sqlite, 'prebuilds'))) write(`${sqlite}/prebuilds/${file}`, file);
  for (const native of SPLIT_NATIVES) {
    const { version: nativeVersion, optionalDependencies } = read(`node_modules/${native}/package.json`);
    const own = { name: native, version: nativeVersion, optionalDependencies };
    write(`node_modules/${native}/package.json`, JSON.stringify(own));
    for (const [system, systemVersion] of Object.entries<string>(optionalDependencies)) {
      const file = `${system.split('/').at(-1)}.node`;
      write(`node_modules/${system}/package.json`, JSON.stringify({ name: system, version: systemVersion }));
      write(`node_modules/${system}/${file}`, system);
    }
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Packs with nothing from the network; answers with the natives, all of them files beside the archive. */
async function nativesPackedFor(system: 'linux' | 'win', arch: 'x64' | 'arm64'): Promise<string[]> {
  const electron = join(folder, `electron-${system}`);
  if (!existsSync(electron)) writeStandInElectron(electron, system === 'win' ? 'electron.exe' : 'electron');
  const output = join(folder, `${system}-${arch}`);
  const config = join(folder, `${system}-${arch}.json`);
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(projectRoot, 'electron-builder.yml'),
      electronDist: electron,
      electronVersion: electronVersion(),
      directories: { output },
      // A stand-in has no resources of a Windows program that could be edited or signed.
      disableAsarIntegrity: true,
      win: { signAndEditExecutable: false },
    }),
  );
  const args = ['scripts/run.mjs', 'electron-builder', `--${system}`, 'dir', `--${arch}`, '--publish', 'never'];
  await run(process.execPath, [...args, '--config', config, '--projectDir', project], { cwd: projectRoot }).catch(
    (error: Error & { stdout?: string; stderr?: string }) => {
      throw new Error(`${error.stdout}\n${error.stderr}`, { cause: error });
    },
  );
  const unpacked = `${system}${arch === 'x64' ? '' : `-${arch}`}-unpacked`;
  const archive = join(output, unpacked, 'resources/app.asar');
  const files = listAsar(archive);
  const own = [...files.keys()].filter((path) => !path.startsWith('node_modules/'));
  expect(own.sort()).toEqual(['out/main/index.js', 'package.json']);
  const natives = [...files].filter(([path]) => path.endsWith('.node'));
  for (const [path, file] of natives) {
    expect(file.unpacked, path).toBe(true);
    expect(existsSync(join(`${archive}.unpacked`, path)), path).toBe(true);
  }
  return natives.map(([path]) => path).sort();
}

const nativesOf = (system: string, arch: string, library: string) => [
  `node_modules/@myriaddreamin/typst-ts-node-compiler-${system}-${arch}-${library}/typst-ts-node-compiler-${system}-${arch}-${library}.node`,
  `node_modules/@node-rs/argon2-${system}-${arch}-${library}/argon2-${system}-${arch}-${library}.node`,
  `node_modules/better-sqlite3/prebuilds/${system}-${arch}.node`,
];

test('a package for Windows has the natives of Windows and no other, wherever it is packed', async () => {
  expect(await nativesPackedFor('win', 'x64')).toEqual(nativesOf('win32', 'x64', 'msvc'));
});

test('a package for Linux on arm64 has the natives of arm64 and no other, wherever it is packed', async () => {
  expect(await nativesPackedFor('linux', 'arm64')).toEqual(nativesOf('linux', 'arm64', 'gnu'));
});
