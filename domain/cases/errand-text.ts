import { errandKind } from '../errands/kinds.ts';
import { formatChineseDate } from '../text/chinese-date.ts';
import type { ErrandAction } from './errands.ts';

/** What an errand was about, for lines that name it by its id; null where it is not known any more. */
export type ErrandName = (id: string) => string | null;

const join = (...parts: readonly (string | false | null | undefined)[]): string => parts.filter(Boolean).join('\n');

/** 「程某吹哨：金水区城市管理局」; of a step on an errand, which one it was. */
export function errandTitle(action: ErrandAction, actorName: string, label: string, nameOf: ErrandName): string {
  switch (action.type) {
    case 'errand.asked': {
      const { kind, to } = action.payload;
      const { name, group } = errandKind(kind);
      if (group === 'in') return `${actorName}登记${name}${to === undefined ? '' : `：${to}`}`;
      return `${actorName}${name}${to === undefined ? '' : `：${to}`}`;
    }
    case 'errand.judged': {
      const done = action.payload.accepted ? '认可反馈' : '退回反馈';
      return `${actorName}${done}${named(nameOf(action.payload.errandId))}`;
    }
    case 'errand.received':
    case 'errand.answered':
    case 'errand.withdrawn':
      return `${actorName}${label}${named(nameOf(action.payload.errandId))}`;
    case 'errand.summed_up':
      return `${actorName}${label}`;
  }
}

function named(name: string | null): string {
  return name === null ? '' : `：${name}`;
}

/** What a step of an errand said, one thing a line. */
export function errandText(action: ErrandAction): string {
  switch (action.type) {
    case 'errand.asked': {
      const { what, dueOn, number, letterOn } = action.payload;
      const letter = letterOn === undefined ? null : `来文 ${number ?? ''}，${formatChineseDate(letterOn)}`;
      return join(what, letter, dueOn === undefined ? null : `${formatChineseDate(dueOn)}前反馈`);
    }
    case 'errand.received': {
      const { receivedOn, number, note } = action.payload;
      return join(`${formatChineseDate(receivedOn)}${number === undefined ? '' : `，回执 ${number}`}`, note);
    }
    case 'errand.answered': {
      const { answeredOn, result, by } = action.payload;
      return join(`${formatChineseDate(answeredOn)}${by === undefined ? '' : `，${by}`}`, result);
    }
    case 'errand.judged':
      return action.payload.opinion ?? '';
    case 'errand.withdrawn':
      return action.payload.reason;
    case 'errand.summed_up':
      return action.payload.result;
  }
}
