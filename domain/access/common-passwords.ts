/**
 * Words that passwords are made of when people are in a hurry, in lower case: a password is common where nothing but
 * digits and signs stands around one of them. Guessers try these first, with years, birthdays and signs behind them.
 */
const words = `
password passwd passw pass pwd admin administrator root user guest test tester demo default login master super superuser
system sys manager office service server oracle mysql sqlserver windows linux huawei lenovo xiaomi tencent alibaba baidu
welcome hello letmein changeme secret access trustno iloveyou love baby princess dragon monkey sunshine football
baseball superman batman michael jordan michelle jessica daniel charlie computer internet samsung google apple iphone
qwerty qwertyui qwertyuiop qwert qwer asdf asdfg asdfgh asdfghjkl zxcv zxcvb zxcvbn zxcvbnm qaz qazwsx qazwsxedc wsx
abc abcd abcde abcdef abcdefg aaa aaaa aaaaaa xxx a aa aaaaa q qq qqq w ww z zz zzz
woaini woaiwojia wo aini iwoaini mima wodemima zhongguo china beijing shanghai henan zhengzhou jinshui erqi guancheng
zhongyuan huiji zhengdong jingkai gaoxin hangkonggang xinzheng xinmi dengfeng gongyi xingyang zhongmu
fengqiao fengqiaojingyan tiaojie tiaojieyuan renmintiaojie zongzhi zongzhizhongxin sifa sifasuo shequ jiedao zhengfu
maodun jiufen xinfang gongan jiancha fayuan zhengfawei wanggeyuan zhuren guanliyuan
wangwei wangfang zhangwei liwei lina liuwei zhangmin lijing zhangli liqiang
`;
const commonWords: ReadonlySet<string> = new Set(words.split(/\s+/).filter((word) => word !== ''));

/** Rows and columns of the keyboard, and other walks over it that hold digits; without their upper case and shifted signs. */
const walks = [
  '1q2w3e4r',
  '1qaz2wsx',
  'zaq12wsx',
  'qwe123',
  '123qwe',
  'asd123',
  '123asd',
  'zxc123',
  'qaz123',
  'abc123',
  '123abc',
  'a1b2c3',
  'q1w2e3',
  '1a2b3c',
  '5201314',
  '147258',
  '159357',
  '147852',
];

/** Letters that a digit or a sign stands for: p@ssw0rd. */
const disguises: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '5': 's',
  $: 's',
  '7': 't',
};

/** What is on the same key as a digit of the upper row: `!QAZ@WSX` is a walk like `1qaz2wsx`. */
const shifted: Readonly<Record<string, string>> = {
  '!': '1',
  '@': '2',
  '#': '3',
  $: '4',
  '%': '5',
  '^': '6',
  '&': '7',
  '*': '8',
  '(': '9',
  ')': '0',
};

const replaced = (text: string, by: Readonly<Record<string, string>>): string =>
  Array.from(text, (sign) => by[sign] ?? sign).join('');

/** Whether guessers try it, or one like it, among the first. */
export function isCommonPassword(password: string): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  const core = text.replace(/^[^a-z]+|[^a-z]+$/g, '');
  if (core === '' || commonWords.has(core)) return true;
  if (commonWords.has(replaced(core, disguises))) return true;
  // P@ssw0rd begins with a letter and A$$word does too; @dmin does not.
  if (commonWords.has(replaced(text.replace(/[^a-z@$]+$/g, ''), disguises))) return true;
  const keys = replaced(text, shifted);
  return walks.some((walk) => keys.replace(walk, '').replace(/\d+/g, '').length < 2 && keys.includes(walk));
}
