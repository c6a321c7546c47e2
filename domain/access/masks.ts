import type { Role } from './roles.ts';

/** What of a person is masked, as data; which signs stay is said by {@link maskOf}. */
export const maskedKinds = [
  { id: 'idNumber', name: '证件号码' },
  { id: 'phone', name: '电话' },
  { id: 'address', name: '住址' },
  { id: 'minorName', name: '未成年人姓名' },
] as const;
export type MaskedKind = (typeof maskedKinds)[number]['id'];

/** How a reader stands to a case; one may stand in several ways. */
export type Standing = 'manager' | 'case_mediator' | 'registrar' | 'desk';

/** Where personal data is shown: on the page of one case, in lists of many (hints, search, ledger), in exports. */
export type MaskedPlace = 'case' | 'list' | 'export';

const all = ['manager', 'case_mediator', 'registrar', 'desk'] as const satisfies readonly Standing[];

/**
 * Who sees what unmasked without asking. Whoever works on a case reaches its people by telephone and prints papers with
 * their numbers; lists stand on screens that others look at, and exports leave the house. Inside a case names of minors
 * stand, for nobody could follow it otherwise: such a case is marked sensitive and open to named people only. Papers are
 * no place of this table: official forms say what the law wants them to say.
 */
const seenInFull: Readonly<Record<MaskedPlace, Readonly<Record<MaskedKind, readonly Standing[] | 'everyone'>>>> = {
  case: { idNumber: all, phone: all, address: all, minorName: 'everyone' },
  list: { idNumber: [], phone: [], address: [], minorName: [] },
  export: { idNumber: [], phone: [], address: [], minorName: [] },
};

/** The kinds that a reader sees masked there. */
export function maskedFor(place: MaskedPlace, standings: readonly Standing[]): ReadonlySet<MaskedKind> {
  const rule = seenInFull[place];
  const hidden = maskedKinds.filter(({ id }) => {
    const seers = rule[id];
    return seers !== 'everyone' && !standings.some((standing) => seers.includes(standing));
  });
  return new Set(hidden.map(({ id }) => id));
}

/** Who may take an export with whole numbers, for a reason that is noted. */
export const fullExportRoles = ['manager'] as const satisfies readonly Role[];

/** `head` and `tail` signs stay, at least half of the text goes; its length stays. */
function maskMiddle(text: string, head: number, tail: number): string {
  const signs = [...text];
  const shown = Math.floor(signs.length / 2);
  const last = Math.min(tail, shown);
  const first = Math.min(head, shown - last);
  return signs.map((sign, index) => (index < first || index >= signs.length - last ? sign : '*')).join('');
}

/** 410105********1234: area and the last four; of passports and old cards as much in proportion. */
function maskIdNumber(text: string): string {
  return /^\d{17}[\dX]$/.test(text) ? `${text.slice(0, 6)}********${text.slice(14)}` : maskMiddle(text, 4, 3);
}

/** 138****1203; of landlines the area code and the last digits. */
function maskPhone(text: string): string {
  if (/^1\d{10}$/.test(text)) return `${text.slice(0, 3)}****${text.slice(7)}`;
  const landline = /^(0\d{2,3}-)(.+)$/.exec(text);
  return landline ? `${landline[1]}${maskMiddle(landline[2] ?? '', 0, 4)}` : maskMiddle(text, 3, 4);
}

/** Ends of divisions, from the narrowest: an address is shown down to the first of them that stands in it. */
const divisionEnds = [/^.*?(?:社区|居委会|村委会|村)/u, /^.*?(?:街道|镇|乡)/u, /^.*?[区县]/u, /^.*?市/u];
const HIDDEN = '****';

/** Down to the community or street (社区, 街道), never a house number. */
function maskAddress(text: string): string {
  for (const end of divisionEnds) {
    const shown = end.exec(text)?.[0];
    if (shown === undefined || /[\p{N}*号栋楼]/u.test(shown)) continue;
    return shown === text ? text : `${shown}${HIDDEN}`;
  }
  return HIDDEN;
}

/** Family names of two characters that are met at all; all others are taken for one. */
const doubleFamilyNames =
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 夏侯 端木 南宫 轩辕 澹台 宇文 长孙 呼延 拓跋'.split(' ');

/** The family name stays and 某 stands for the rest, as courts publish judgments. */
function maskName(text: string): string {
  const signs = [...text];
  const family = doubleFamilyNames.includes(signs.slice(0, 2).join('')) && signs.length > 2 ? 2 : 1;
  return `${signs.slice(0, family).join('')}某`;
}

const masks: Readonly<Record<MaskedKind, (text: string) => string>> = {
  idNumber: maskIdNumber,
  phone: maskPhone,
  address: maskAddress,
  minorName: maskName,
};

export function maskOf(kind: MaskedKind, text: string): string {
  return text === '' ? '' : masks[kind](text);
}
