import 'reflect-metadata';
import { createHash, createPrivateKey, X509Certificate as NodeCertificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { SubjectAlternativeNameExtension, X509Certificate, X509CertificateGenerator } from '@peculiar/x509';
import { writeWholeFile } from './whole-file.ts';

/** A certificate of the center's own making, for desks on the LAN; they compare its fingerprint at first contact. */
export interface Certificate {
  readonly certPem: string;
  readonly keyPem: string;
  /** SHA-256 of the certificate, upper-case hex in groups of two. */
  readonly fingerprint: string;
  readonly notAfter: Date;
}

const YEARS = 5;
const RENEW_BEFORE_MS = 30 * 24 * 60 * 60 * 1000;

/** IPv4 addresses under which other machines can reach this one. */
export function lanAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => address.address);
}

function describe(certPem: string, keyPem: string): Certificate {
  const certificate = new X509Certificate(certPem);
  const hex = createHash('sha256').update(Buffer.from(certificate.rawData)).digest('hex').toUpperCase();
  return { certPem, keyPem, fingerprint: hex.match(/../g)?.join(':') ?? hex, notAfter: certificate.notAfter };
}

async function make(now: Date, addresses: readonly string[]): Promise<Certificate> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const notAfter = new Date(now);
  notAfter.setFullYear(notAfter.getFullYear() + YEARS);
  const names = ['127.0.0.1', ...addresses].map((value) => ({ type: 'ip', value }) as const);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: Buffer.from(crypto.getRandomValues(new Uint8Array(12)))
        .toString('hex')
        .replace(/^[89a-f]/, '7'),
      name: 'CN=Fengqiao Desk',
      notBefore: now,
      notAfter,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      keys,
      extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }, ...names])],
    },
    crypto,
  );
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const keyPem = `-----BEGIN PRIVATE KEY-----\n${pkcs8.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END PRIVATE KEY-----\n`;
  return describe(certificate.toString('pem'), keyPem);
}

/** Reads the certificate of the data folder, or makes one; a new one only when it is about to run out. */
export async function readOrMakeCertificate(dataDir: string, now: Date): Promise<Certificate> {
  const [certPath, keyPath] = [join(dataDir, 'desk-cert.pem'), join(dataDir, 'desk-key.pem')];
  if (existsSync(certPath) && existsSync(keyPath)) {
    const [certPem, keyPem] = [readFileSync(certPath, 'utf8'), readFileSync(keyPath, 'utf8')];
    const kept = isPair(certPem, keyPem) ? describe(certPem, keyPem) : null;
    if (kept && kept.notAfter.getTime() - now.getTime() > RENEW_BEFORE_MS) return kept;
  }
  const made = await make(now, lanAddresses());
  writeWholeFile(keyPath, made.keyPem);
  writeWholeFile(certPath, made.certPem);
  return made;
}

/** Each file is whole, but a power cut between the two leaves a key that belongs to another certificate. */
function isPair(certPem: string, keyPem: string): boolean {
  try {
    return new NodeCertificate(certPem).checkPrivateKey(createPrivateKey(keyPem));
  } catch {
    // Not readable as what it should be: no pair. A new one is made, and desks compare its fingerprint again.
    return false;
  }
}
