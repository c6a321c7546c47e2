import type * as z from 'zod';
import { documentFrame, legalDate, line, printedParty } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentDate, presentFrame, presentParty } from './presentation.ts';
import { toLine } from './printable-text.ts';

/** 授权委托书 of one party (民事诉讼法 61, 62; at most two agents). */
export const mandateSchema = documentFrame.extend({
  /** The party that gives the mandate, with the agents who act by it. */
  party: printedParty,
  /** 张某与李某邻里纠纷. */
  dispute: line,
  signedOn: legalDate.nullable(),
});
export type MandateData = z.infer<typeof mandateSchema>;

const MANDATE_TITLE = '授权委托书';

/** 民事诉讼法 62: what only a special authority gives must be written out. */
const authorities: readonly { readonly name: string; readonly means: string }[] = [
  {
    name: '特别授权',
    means: '代为陈述事实、参加调解，代为承认、放弃、变更请求，进行和解，达成调解协议，签收文书',
  },
  { name: '一般授权', means: '代为陈述事实、参加调解，签收文书；无权代为承认、放弃、变更请求和达成调解协议' },
];

function authorityText(authority: string): string {
  const known = authorities.find(({ name }) => name === authority);
  return known ? `${known.name}（${known.means}）` : authority;
}

export function presentMandate(data: MandateData) {
  const { party } = data;
  const { role, rows } = presentParty({ ...party, agents: [] }, data.showIdNumber);
  const dispute = toLine(data.dispute);
  return {
    ...presentFrame(MANDATE_TITLE, data),
    party: { role: '委托人', rows },
    agents: party.agents.map((agent) => ({
      role: '受委托人',
      rows: [
        [
          { label: '姓名', value: toLine(agent.name) },
          { label: '与委托人关系', value: toLine(agent.relation) },
        ],
        [
          { label: '联系方式', value: toLine(agent.contact) },
          { label: '证件号码', value: data.showIdNumber ? toLine(agent.idNumber ?? '') : '' },
        ],
      ],
    })),
    subject: `现委托上列受委托人，在${dispute === '' ? '本案' : `${dispute}一案`}的人民调解活动中，作为${role}${toLine(party.name)}的委托代理人。`,
    authorities: party.agents.map(
      (agent) => `受委托人${toLine(agent.name)}的代理权限：${authorityText(toLine(agent.authority))}。`,
    ),
    term: '委托期限：自签署之日起至本案调解终结之日止。',
    agentSignatures: Math.max(1, party.agents.length),
    date: presentDate(data.signedOn),
  };
}

export const mandateForm = defineForm({
  title: MANDATE_TITLE,
  shortTitle: '授权委托书',
  templateFile: 'mandate.typ',
  schema: mandateSchema,
  present: presentMandate,
});
