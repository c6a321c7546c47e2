const MAX_LENGTH = 2_048;

/** Authorities' own sites, where laws, forms and platforms of the state are; no other site has a place in a center. */
const HOSTS = ['gov.cn'];

function isKnownHost(host: string): boolean {
  return HOSTS.some((known) => host === known || host.endsWith(`.${known}`));
}

/** The address to hand to the system's browser, or an Error whose Chinese message says why not. */
export function checkExternalLink(address: string): string {
  if (address.length > MAX_LENGTH || !URL.canParse(address)) throw new Error('链接不正确，没有打开');
  const url = new URL(address);
  if (url.protocol !== 'https:') throw new Error('只能打开 https 开头的链接');
  if (url.username !== '' || url.password !== '') throw new Error('链接里带有账号信息，没有打开');
  if (!isKnownHost(url.hostname)) throw new Error('只能打开政府网站（gov.cn）的链接，没有打开');
  return url.href;
}
