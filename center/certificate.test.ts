import { createPrivateKey, X509Certificate as NodeCertificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOrMakeCertificate } from './certificate.ts';

const now = new Date('2026-11-23T08:00:00Z');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-cert-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the fingerprint shown is the one that the other desk sees, and stays over restarts', async () => {
  const made = await readOrMakeCertificate(folder, now);
  const seen = new NodeCertificate(made.certPem);
  expect(made.fingerprint).toBe(seen.fingerprint256);
  expect(seen.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(seen.checkHost('localhost')).toBe('localhost');
  expect((await readOrMakeCertificate(folder, now)).fingerprint).toBe(made.fingerprint);
});

test('a certificate that is about to run out is replaced', async () => {
  const made = await readOrMakeCertificate(folder, now);
  const nearItsEnd = new Date(made.notAfter.getTime() - 7 * 24 * 60 * 60 * 1000);
  expect((await readOrMakeCertificate(folder, nearItsEnd)).fingerprint).not.toBe(made.fingerprint);
});

test.each([
  ['half a certificate', 'desk-cert.pem', '-----BEGIN CERTIFICATE-----\nMIIB'],
  ['half a key', 'desk-key.pem', '-----BEGIN PRIVATE KEY-----\n'],
  ['an empty key', 'desk-key.pem', ''],
])('%s, as a power cut leaves it, is replaced with a pair that works', async (_, name, content) => {
  const before = await readOrMakeCertificate(folder, now);
  writeFileSync(join(folder, name), content);
  const made = await readOrMakeCertificate(folder, now);
  expect(made.fingerprint).not.toBe(before.fingerprint);
  expect(new NodeCertificate(made.certPem).checkPrivateKey(createPrivateKey(made.keyPem))).toBe(true);
  expect((await readOrMakeCertificate(folder, now)).fingerprint).toBe(made.fingerprint);
});

test('a key that belongs to another certificate is replaced together with it', async () => {
  const first = await readOrMakeCertificate(folder, now);
  rmSync(join(folder, 'desk-cert.pem'));
  await readOrMakeCertificate(folder, now);
  writeFileSync(join(folder, 'desk-cert.pem'), first.certPem);
  const made = await readOrMakeCertificate(folder, now);
  expect(made.fingerprint).not.toBe(first.fingerprint);
  expect(new NodeCertificate(made.certPem).checkPrivateKey(createPrivateKey(made.keyPem))).toBe(true);
});

test('the private key is readable by its owner alone', async () => {
  await readOrMakeCertificate(folder, now);
  if (process.platform !== 'win32') expect(statSync(join(folder, 'desk-key.pem')).mode & 0o777).toBe(0o600);
});
