import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { oneLine } from './authorities.ts';

interface Shown {
  readonly certificate: X509Certificate;
  /** Whom it was asked of. */
  readonly host: string;
  /** By this machine's clock. */
  readonly now: number;
  /** OpenSSL's code for why it is not trusted; null where it is. */
  readonly refusal: string | null;
}

const namesOf = ({ subjectAltName, subject }: X509Certificate): string =>
  (subjectAltName ?? oneLine(subject)).replaceAll(/(?:DNS|IP Address):/g, '').replaceAll(', ', '、');

/** Subject, issuer and end of a certificate that is good. */
export function certificateWords(certificate: X509Certificate): string {
  const until = formatInstant(certificate.validToDate.getTime());
  return `证书可信：${oneLine(certificate.subject)}，由 ${oneLine(certificate.issuer)} 签发，${until} 到期`;
}

/**
 * What is wrong with a certificate, and what to do, in words for IT; null where nothing is. Dates first: a wrong clock
 * makes every certificate look bad, and is the easiest to mend.
 */
export function certificateProblem({ certificate, host, now, refusal }: Shown): string | null {
  const [from, until] = [certificate.validFromDate.getTime(), certificate.validToDate.getTime()];
  const clock = `本机时间是 ${formatInstant(now)}`;
  if (now < from) return `证书 ${formatInstant(from)} 才开始有效，${clock}。请先核对本机的日期和时间`;
  if (now > until) return `证书 ${formatInstant(until)} 已经到期，${clock}。本机时间没错的话，请对方换证书`;
  const matches = isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host);
  if (!matches) return `证书是给 ${namesOf(certificate)} 的，不是给 ${host} 的：请核对地址里的主机名`;
  if (refusal === null) return null;
  const whose = `证书的主体是 ${oneLine(certificate.subject)}，由 ${oneLine(certificate.issuer)} 签发`;
  return `证书不可信：${whose}，这个签发机构不在信任之列（${refusal}）。是本单位的 CA，就把它的证书填在“私有 CA 证书”里；不认识它，就不要填，可能有人在中间`;
}
