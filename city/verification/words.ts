import type { CheckOutput, VerificationState } from '../../contract/verification.ts';
import { formatChineseDate } from '../../domain/text/chinese-date.ts';

/** What the public page says of an answer, so that somebody who has never seen such a page knows what to do. */
export interface AnswerWords {
  /** How it looks; the words say the same. */
  readonly tone: 'good' | 'wait' | 'bad' | 'unknown';
  readonly sign: string;
  readonly headline: string;
  readonly advice: string;
}

const day = (date: string | null): string => (date === null ? '' : formatChineseDate(date));

const words: { readonly [State in VerificationState]: (answer: CheckOutput) => AnswerWords } = {
  in_effect: ({ effectiveOn }) => ({
    tone: 'good',
    sign: '✓',
    headline: `真实有效，协议自 ${day(effectiveOn)} 起生效`,
    advice: '请对照下面的编号、委员会和日期，与您手里的文书一致才是同一份。',
  }),
  awaiting_marks: () => ({
    tone: 'wait',
    sign: '…',
    headline: '真实，但还没有生效',
    advice: '文书已经出具，签名盖章还没有登记齐全。请过几天再查，或者向出具的委员会询问。',
  }),
  replaced: () => ({
    tone: 'bad',
    sign: '!',
    headline: '已被后来的文本代替',
    advice: '这份文书是真的，但后来另有约定，或者重新出具过，这一份不再使用。请查看后来那一份上的核验码。',
  }),
  withdrawn: () => ({
    tone: 'bad',
    sign: '!',
    headline: '已不再使用',
    advice: '这份文书是真的，但没有签成，或者案件已经重新办理。请向出具的委员会询问。',
  }),
  not_reported: ({ committee, issuedOn }) => ({
    tone: 'wait',
    sign: '…',
    headline: `由${committee ?? ''}于 ${day(issuedOn)} 出具，还没有报到市里`,
    advice:
      '二维码里的签名核对无误。出具的地方联网以后，这里会写明编号和是否生效，请过几天再查；一直是这样，请向该委员会核实。',
  }),
  unknown: ({ code }) =>
    code === null
      ? {
          tone: 'unknown',
          sign: '?',
          headline: '核验码写得不对',
          advice: '核验码是 12 位字母和数字，可能抄错或者漏了一位。请对照文书再输一遍，也可以用手机扫文书上的二维码。',
        }
      : {
          tone: 'unknown',
          sign: '?',
          headline: '查无此码',
          advice:
            '市里没有这个核验码。请用手机扫文书上的二维码再试：刚出具、还没有报到市里的，要扫码才能核对。仍然查不到，请向文书上写的委员会核实。',
        },
};

export function answerWords(answer: CheckOutput): AnswerWords {
  return words[answer.state](answer);
}

/** What is said of a file that was put on the page. */
export const fileWords = {
  text: '是这份文书出具时的文本，内容没有改动过。',
  executed: '是这份文书签署完成的文本，内容没有改动过。',
  scan: '是这份文书签字盖章后的扫描件，没有改动过。',
  other: '不是这份文书的文件，或者内容改动过。另存、压缩、拍照都会变成另一个文件。',
} as const;
