const MAX_LENGTH = 2_048;

/** The address to hand to the system's browser, or an Error whose Chinese message says why not. */
export function checkExternalLink(address: string): string {
  if (address.length > MAX_LENGTH || !URL.canParse(address)) throw new Error('链接不正确，没有打开');
  const url = new URL(address);
  if (url.protocol !== 'https:') throw new Error('只能打开 https 开头的链接');
  if (url.username !== '' || url.password !== '') throw new Error('链接里带有账号信息，没有打开');
  return url.href;
}
