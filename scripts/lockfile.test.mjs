import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { completeLockfile, installedManifest, platformOf } from './lockfile.mjs';
import { projectRoot } from './node24.mjs';

test('a platform package says in its name where it belongs', () => {
  expect(platformOf('@biomejs/cli-linux-x64-musl')).toEqual({ cpu: ['x64'], libc: ['musl'], os: ['linux'] });
  expect(platformOf('@napi-rs/canvas-linux-riscv64-gnu')).toEqual({ cpu: ['riscv64'], libc: ['glibc'], os: ['linux'] });
  expect(platformOf('@myriaddreamin/typst-ts-node-compiler-win32-x64-msvc')).toEqual({ cpu: ['x64'], os: ['win32'] });
  expect(platformOf('@oxc-parser/binding-android-arm-eabi')).toEqual({ cpu: ['arm'], os: ['android'] });
});

test('platform packages that npm left out are added, others stay untouched', () => {
  const lockfile = {
    packages: {
      '': {},
      'node_modules/tool': { version: '2.0.0', dev: true, optionalDependencies: { 'tool-win32-x64': '2.0.0' } },
      'node_modules/other': { version: '1.0.0', optionalDependencies: { fsevents: '~2.3.2', there: '3.0.0' } },
      'node_modules/other/node_modules/there': { version: '3.0.0' },
    },
  };
  const { lockfile: complete, added } = completeLockfile(lockfile, () => undefined);
  expect(added).toEqual(['tool-win32-x64@2.0.0']);
  expect(complete.packages).toEqual({
    ...lockfile.packages,
    'node_modules/tool-win32-x64': { version: '2.0.0', cpu: ['x64'], dev: true, optional: true, os: ['win32'] },
  });
});

test('the project lockfile is complete (else run: node scripts/lockfile.mjs)', () => {
  const lockfile = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
  expect(completeLockfile(lockfile, installedManifest).added).toEqual([]);
});

test('the project lockfile names no registry, so that every machine uses its own', () => {
  const lockfile = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
  expect(Object.values(lockfile.packages).filter((entry) => entry.resolved?.startsWith('http'))).toEqual([]);
});
