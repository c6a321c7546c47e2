import { X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import type { TrustedAuthority } from '../../contract/sync-line.ts';

const blocks = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** `CN=省政务外网 CA, O=…` as one line. */
export const oneLine = (name: string): string => name.split('\n').join('，');

/**
 * The certificates of a PEM text.
 * @throws Error with a Chinese message where one of them cannot be trusted for anything, or a private key came along.
 */
export function readAuthorities(pem: string): readonly TrustedAuthority[] {
  if (/PRIVATE KEY-----/.test(pem)) throw new Error('这里面有私钥。只要 CA 的证书，私钥不要拿出来，也没有保存');
  const found = pem.match(blocks) ?? [];
  if (pem.trim() !== '' && found.length === 0)
    throw new Error('不是 PEM 证书：要有“-----BEGIN CERTIFICATE-----”这一行');
  return found.map((block, index) => {
    const certificate = parsed(block, index + 1);
    const isOwn = certificate.subject === certificate.issuer;
    if (!certificate.ca && !isOwn)
      throw new Error(`第 ${index + 1} 张是服务器的证书，不是签发它的 CA 的证书：${oneLine(certificate.subject)}`);
    return {
      subject: oneLine(certificate.subject),
      issuer: oneLine(certificate.issuer),
      validTo: certificate.validToDate.getTime(),
    };
  });
}

function parsed(block: string, ordinal: number): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch (cause) {
    throw new Error(`第 ${ordinal} 张证书读不出来，可能没有复制全`, { cause });
  }
}

/** What TLS trusts: the authorities of the program and, beside them, those that IT named. */
export function trusted(authorities: string): string[] | undefined {
  const own = authorities.match(blocks) ?? [];
  return own.length === 0 ? undefined : [...getCACertificates('default'), ...own];
}
