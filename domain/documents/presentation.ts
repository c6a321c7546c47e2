import { renderSVG } from 'uqr';
import { formatYuan, toChineseAmount } from '../text/chinese-amount.ts';
import { formatChineseDate } from '../text/chinese-date.ts';
import type { PrintedCode } from '../verification/paper-code.ts';
import { chineseCount } from './chinese-count.ts';
import type { NamedParty, PerformanceItem, PrintedAgent, PrintedParty } from './fields.ts';
import { toLine, toParagraphs } from './printable-text.ts';

/** What a template reads: formatted for people, plain JSON. */
export type TemplateValue =
  | string
  | number
  | boolean
  | null
  | readonly TemplateValue[]
  | { readonly [key: string]: TemplateValue };
export type TemplateData = { readonly [key: string]: TemplateValue };

interface Frame {
  number: string | null;
  committee: string;
}

/** Head and foot of a numbered form. */
export function presentFrame(title: string, { number, committee }: Frame) {
  return { title, number: number === null ? null : toLine(number), committee: toLine(committee) };
}

/** `null` stays `null`: the template prints the blank 年 月 日. */
export function presentDate(date: string | null): string | null {
  return date === null ? null : formatChineseDate(date);
}

/** The QR of an agreement and the code in words; null for a draft. */
export function presentCode(printed: PrintedCode | undefined) {
  if (printed === undefined) return null;
  const { code, qrText } = printed;
  // The quiet zone is part of the picture: what is printed around it must not come nearer.
  return {
    code,
    qr: renderSVG(qrText, { ecc: 'M', border: 4 }),
    caption: qrText.includes('/') ? '扫码核验' : '核验码',
  };
}

/** 09:05 reads 9时05分. */
function presentTime(time: string): string {
  const [hour = '', minute = ''] = time.split(':');
  return `${Number(hour)}时${minute}分`;
}

interface Period {
  heldOn: string | null;
  startedAt: string | null;
  endedAt: string | null;
}

/** 2026年11月23日14时05分至16时20分; null where the day is not known. */
export function presentPeriod({ heldOn, startedAt, endedAt }: Period): string | null {
  const date = presentDate(heldOn);
  if (date === null) return null;
  const from = startedAt === null ? '' : presentTime(startedAt);
  const to = endedAt === null ? '' : `至${presentTime(endedAt)}`;
  return `${date}${from}${to}`;
}

type Cells = readonly { readonly label: string; readonly value: string }[];

/** Relation, and how far the mandate goes; a statutory agent has none (民事诉讼法 60, 62). */
function standingOf({ capacity, relation, authority }: PrintedAgent): string[] {
  const parts = capacity === '法定代理人' ? [relation] : [relation, authority];
  return parts.map(toLine).filter((part) => part !== '');
}

function agentRows(agent: PrintedAgent, showIdNumber: boolean): Cells[] {
  const standing = standingOf(agent);
  const rows: Cells[] = [
    [
      { label: agent.capacity, value: [toLine(agent.name), ...standing].filter((part) => part !== '').join('，') },
      { label: '联系方式', value: toLine(agent.contact) },
    ],
  ];
  if (showIdNumber && agent.idNumber !== null) rows.push([{ label: '证件号码', value: toLine(agent.idNumber) }]);
  return rows;
}

function ownRows(party: PrintedParty, showIdNumber: boolean): Cells[] {
  switch (party.kind) {
    case 'person': {
      const rows: Cells[] = [
        [
          { label: '姓名', value: toLine(party.name) },
          { label: '性别', value: toLine(party.sex) },
          { label: '民族', value: toLine(party.ethnicity) },
          { label: '年龄', value: party.age === null ? '' : String(party.age) },
        ],
        [
          { label: '职业或职务', value: toLine(party.occupation) },
          { label: '联系方式', value: toLine(party.contact) },
        ],
        [{ label: '单位或住址', value: toLine(party.address) }],
      ];
      if (showIdNumber && party.idNumber !== null) rows.push([{ label: '证件号码', value: toLine(party.idNumber) }]);
      return rows;
    }
    case 'unit': {
      const rows: Cells[] = [
        [{ label: '名称', value: toLine(party.name) }],
        [
          { label: '法定代表人或负责人', value: toLine(party.representative) },
          { label: '职务', value: toLine(party.representativeTitle) },
        ],
        [
          { label: '住所', value: toLine(party.address) },
          { label: '联系方式', value: toLine(party.contact) },
        ],
      ];
      if (showIdNumber && party.creditCode !== null) {
        rows.push([{ label: '信用代码', value: toLine(party.creditCode) }]);
      }
      return rows;
    }
  }
}

/** The block of a party: its role, and its rows in the official order (司发通〔2010〕239号). */
export function presentParty(party: PrintedParty, showIdNumber: boolean) {
  return {
    role: party.role,
    rows: [...ownRows(party, showIdNumber), ...party.agents.flatMap((agent) => agentRows(agent, showIdNumber))],
  };
}

/** 申请人张某, beside the line on which that party signs. */
export function presentNamedParty({ role, name }: NamedParty): string {
  return `${role}${toLine(name)}`;
}

/** One party in one line, for forms that have no block: 申请人刘某甲，男，汉族，47岁，… */
export function presentPartyInLine(party: PrintedParty): string {
  const contact = toLine(party.contact) === '' ? '' : `联系方式${party.contact}`;
  const parts =
    party.kind === 'person'
      ? [party.name, party.sex, party.ethnicity, party.age === null ? '' : `${party.age}岁`, party.address, contact]
      : [party.name, [party.representativeTitle, party.representative].join(''), party.address, contact];
  const agents = party.agents.map((agent) => {
    const standing = standingOf(agent);
    return `${agent.capacity}${toLine(agent.name)}${standing.length > 0 ? `（${standing.join('，')}）` : ''}`;
  });
  const words = [...parts.map(toLine), ...agents].filter((part) => part !== '').join('，');
  return words === '' ? '' : `${party.role}：${words}`;
}

/** Clauses numbered 一、二、…; each is a list of paragraphs, the first of which bears the number. Empty ones are left out. */
export function presentTerms(terms: readonly string[]): string[][] {
  return terms
    .map(toParagraphs)
    .filter((paragraphs) => paragraphs.length > 0)
    .map(([first = '', ...rest], index) => [`${chineseCount(index + 1)}、${first}`, ...rest]);
}

function performanceSentence(item: PerformanceItem): string {
  // "前" alone leaves open whether the day itself counts; an unclear term is a ground to refuse confirmation (民诉法解释 358).
  const due = item.dueOn === null ? '' : `于${formatChineseDate(item.dueOn)}前（含当日）`;
  const amount =
    item.amountFen === null ? '' : `金额${formatYuan(item.amountFen)}元（人民币${toChineseAmount(item.amountFen)}）`;
  const method = toLine(item.method);
  const place = toLine(item.place);
  const what = toLine(item.what).replace(/[。；;]+$/, '');
  const sentence = [
    `${toLine(item.who)}${due}${what}`,
    amount,
    method === '' ? '' : `方式：${method}`,
    place === '' ? '' : `地点：${place}`,
  ].filter((part) => part !== '');
  return sentence.length === 0 ? '' : `${sentence.join('，')}。`;
}

/** 履行方式、时限: one numbered sentence for each item (a single one bears no number), then the free note. */
export function presentPerformance(items: readonly PerformanceItem[], note: string): string[] {
  const sentences = items.map(performanceSentence).filter((sentence) => sentence !== '');
  const numbered =
    sentences.length > 1 ? sentences.map((sentence, index) => `（${chineseCount(index + 1)}）${sentence}`) : sentences;
  return [...numbered, ...toParagraphs(note)];
}
