// node scripts/lockfile.mjs [--check]: completes package-lock.json after a change of dependencies.
// - A registry mirror that lacks a package for another platform makes npm leave it out of the lockfile without a word;
//   "npm ci" then refuses the file everywhere, and on that other platform the native part would be missing.
// - npm does not write down that a package with a binding.gyp ships its binaries ("gypfile": false), and "npm ci" then
//   tries to compile it, which needs Python and a compiler.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './node24.mjs';

const SYSTEMS = ['android', 'darwin', 'linux', 'win32', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'aix', 'openharmony'];
const PROCESSORS = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el'];

/** os, cpu and libc as a platform package's name states them: cli-linux-x64-musl → linux, x64, musl. */
export function platformOf(name) {
  const words = name.split('/').at(-1).split('-');
  const platform = {};
  const cpu = PROCESSORS.find((word) => words.includes(word));
  if (cpu) platform.cpu = [cpu];
  const os = SYSTEMS.find((word) => words.includes(word));
  if (os === 'linux' && words.some((word) => word.startsWith('musl'))) platform.libc = ['musl'];
  if (os === 'linux' && words.some((word) => word.startsWith('gnu'))) platform.libc = ['glibc'];
  if (os) platform.os = [os];
  return platform;
}

/** Where Node would find a package from inside another: the nearest node_modules upwards. */
function resolvesFrom(packages, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

/**
 * The lockfile with an entry for every optional dependency that names one exact version and with gypfile where the
 * package says so, and what was added. `manifestOf` gives the installed package.json of a lockfile path, if any.
 */
export function completeLockfile(lockfile, manifestOf) {
  const packages = { ...lockfile.packages };
  const added = [];
  for (const [path, entry] of Object.entries(lockfile.packages)) {
    if (path === '' || entry.gypfile === false || manifestOf(path)?.gypfile !== false) continue;
    packages[path] = { ...entry, gypfile: false };
    added.push(`${path} gypfile`);
  }
  for (const [path, entry] of Object.entries(lockfile.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!/^\d+\.\d+\.\d+[\w.+-]*$/.test(version) || resolvesFrom(packages, path, name)) continue;
      const { cpu, libc, os } = platformOf(name);
      packages[`node_modules/${name}`] = {
        version,
        ...(cpu && { cpu }),
        ...(entry.dev && { dev: true }),
        ...(libc && { libc }),
        optional: true,
        ...(os && { os }),
      };
      added.push(`${name}@${version}`);
    }
  }
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  return { lockfile: { ...lockfile, packages: sorted }, added };
}

export function installedManifest(path) {
  const manifest = join(projectRoot, path, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : undefined;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = join(projectRoot, 'package-lock.json');
  const { lockfile, added } = completeLockfile(JSON.parse(readFileSync(path, 'utf8')), installedManifest);
  const check = process.argv.includes('--check');
  if (added.length > 0 && !check) writeFileSync(path, `${JSON.stringify(lockfile, null, 2)}\n`);
  console.log(
    added.length === 0 ? 'package-lock.json is complete.' : `${check ? 'missing' : 'added'}: ${added.join(' ')}`,
  );
  process.exitCode = check && added.length > 0 ? 1 : 0;
}
