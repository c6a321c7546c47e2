import { isMinor, partyAge } from '../../../../domain/parties/party-age.ts';
import type { PlainDate } from '../../../../domain/text/chinese-date.ts';
import type { MarkDetails, MarkToMake } from './marks-to-make.ts';

type Place = Pick<MarkToMake, 'name' | 'person' | 'agents'>;

/** Something about the hand that signed, said at its place. It blocks nothing: the paper says who has signed. */
export interface SignerWarning {
  readonly title: string;
  readonly advice: string;
}

/** From this age who lives on the own work counts as of full capacity (民法典 18). */
const OWN_LIVING_AGE = 16;

function guardianOf({ agents }: Place) {
  return agents.find(({ relation }) => relation === 'guardian');
}

function signsAsMinor({ person }: Place, on: PlainDate): boolean {
  return person !== null && isMinor(person, on) === true;
}

/** Who has most likely signed: for a minor the guardian (民法典 23), else the party. */
export function suggestedDetails(place: Place, on: PlainDate): MarkDetails {
  const guardian = signsAsMinor(place, on) ? guardianOf(place) : undefined;
  return { method: 'signature', agentName: guardian?.name ?? null };
}

/** What may make this signature worth nothing. */
export function signerWarning(place: Place, { agentName }: MarkDetails, on: PlainDate): SignerWarning | null {
  const signer = place.agents.find(({ name }) => name === agentName);
  const guardian = guardianOf(place);
  if (signsAsMinor(place, on) && signer?.relation !== 'guardian') {
    const age = place.person ? partyAge(place.person, on) : null;
    const exception = age !== null && age >= OWN_LIVING_AGE ? '满 16 周岁、靠自己的劳动生活的除外（第十八条）。' : '';
    const advice = guardian
      ? `登记的法定代理人是${guardian.name}，请核对纸上是谁签的。`
      : '案件里还没有法定代理人：先更正登记，添上监护人，再登记签名。';
    return {
      title: `${place.name}未满 18 周岁，要由法定代理人签（民法典第二十三条）`,
      advice: `${advice}${exception}`,
    };
  }
  if (signer && signer.relation !== 'guardian' && signer.authority === 'general') {
    return {
      title: `${signer.name}只有一般授权，代为和解要有特别授权（民事诉讼法第六十二条）`,
      advice: '请补一份写明“代为和解”的授权委托书，再更正登记；或者由本人签。',
    };
  }
  return null;
}
