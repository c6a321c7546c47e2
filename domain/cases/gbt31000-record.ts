import { findEducationLevel } from '../codes/education.ts';
import { findEthnicGroup } from '../codes/ethnic-groups.ts';
import { gbt31000CategoryPath } from '../codes/gbt31000-categories.ts';
import { findGbt31000Scale } from '../codes/gbt31000-scale.ts';
import { findPersonCategory } from '../codes/person-categories.ts';
import { findResolutionMethod } from '../codes/resolution-methods.ts';
import { findSex } from '../codes/sex.ts';
import { documentKindExportCode, findDocumentKind } from '../parties/document-kinds.ts';
import type { Party } from '../parties/party.ts';
import { formatChineseDate, type PlainDate } from '../text/chinese-date.ts';
import { countCharacters } from '../text/plain-text.ts';
import { type Gbt31000Field, type Gbt31000Key, gbt31000Fields } from './gbt31000-fields.ts';
import { resolutionMethodOf } from './gbt31000-method.ts';
import { gbt31000Outcome } from './gbt31000-outcome.ts';
import { type CaseState, partiesOf } from './state.ts';

/** What the record needs beside the case itself. */
export interface Gbt31000Lookups {
  /** GB/T 2260 code of the county where the place is counted (统计区划); null for a place without one. */
  readonly areaCode: string | null;
  /** Names of the place from the area downward: 金水区, 兴达路街道, 鸿苑社区. */
  readonly placePath: readonly string[];
  readonly committee: string;
  /** The mediator who answers for the case; null while it is not assigned. */
  readonly responsible: { readonly name: string; readonly phone: string | null } | null;
  /** Last day of the mediation limit; null while none runs and none ran. */
  readonly resolveBy: PlainDate | null;
}

/** One field of the record: `value` is what is sent, `text` what people read. */
export interface Gbt31000Entry extends Gbt31000Field {
  readonly value: string;
  readonly text: string;
  /** Where the program took it from, where nobody wrote it into a field of its own; null for the others. */
  readonly source: string | null;
  /** Why the field would be refused, in Chinese; nothing is ever cut to make it fit. */
  readonly problem: string | null;
}

interface Answer {
  readonly value: string;
  readonly text: string;
}

const nothing: Answer = { value: '', text: '' };

function words(text: string | null | undefined): Answer {
  return { value: text ?? '', text: text ?? '' };
}

function coded(code: string | null | undefined, name: string | null | undefined): Answer {
  return code ? { value: code, text: name ?? code } : nothing;
}

/** YYYYMMDD, as the standard writes dates. */
function day(date: PlainDate | null | undefined): Answer {
  return date ? { value: date.replaceAll('-', ''), text: formatChineseDate(date) } : nothing;
}

/** 主要当事人: the first person who applies, else the first person named, else the first unit. */
function mainParty(state: CaseState): Party | null {
  const parties = partiesOf(state);
  const people = parties.filter((party) => party.kind === 'person');
  return people.find((party) => party.role === 'applicant') ?? people[0] ?? parties[0] ?? null;
}

function partyAnswers(party: Party | null) {
  const empty = {
    documentKind: nothing,
    documentNumber: nothing,
    partyName: nothing,
    sex: nothing,
    ethnicity: nothing,
    education: nothing,
    personCategory: nothing,
    address: nothing,
  };
  if (!party) return empty;
  const address = words(party.address);
  if (party.kind === 'unit') {
    // GA/T 517 lists documents of persons; a unit's credit code goes under 其他证件, its sex is 未说明 (GB/T 2261.1).
    const documentKind = coded(party.creditCode ? '990' : null, '统一社会信用代码');
    const { creditCode, name } = party;
    return {
      ...empty,
      documentKind,
      documentNumber: words(creditCode),
      partyName: words(name),
      sex: coded('9', '未说明'),
      address,
    };
  }
  const kind = party.documentKind;
  const sex = party.sex ?? '9';
  return {
    documentKind: coded(kind && documentKindExportCode(kind), kind && findDocumentKind(kind)?.name),
    documentNumber: words(party.documentNumber),
    partyName: words(party.name),
    sex: coded(sex, findSex(sex)?.name),
    ethnicity: coded(party.ethnicity, party.ethnicity && findEthnicGroup(party.ethnicity)?.name),
    education: coded(party.education, party.education && findEducationLevel(party.education)?.name),
    personCategory: coded(party.personCategory, party.personCategory && findPersonCategory(party.personCategory)?.name),
    address,
  };
}

/** The place in words, at most 100 characters: what its code already says is left out first, the detail never. */
function placeText(path: readonly string[], detail: string): string {
  const tried = path.map((_name, index) => [path.slice(index).join(''), detail].filter((part) => part).join(' '));
  return tried.find((text) => countCharacters(text) <= 100) ?? detail;
}

function unitNames(state: CaseState): string {
  const stated = state.registration?.involvedUnits;
  if (stated) return stated;
  const units = partiesOf(state).filter((party) => party.kind === 'unit');
  if (units.length === 0) return '';
  const names = units.map((party) => party.name);
  const first = names[0] ?? '';
  const tried = [names.join('、'), `${first}等 ${names.length} 家`];
  return tried.find((text) => countCharacters(text) <= 100) ?? first;
}

function answers(state: CaseState, lookups: Gbt31000Lookups): Record<Gbt31000Key, Answer> {
  const { registration } = state;
  const place = registration?.place;
  const method = resolutionMethodOf(state);
  const resolved = state.agreement?.effectiveOn ? '1' : '0';
  return {
    title: words(registration?.title),
    occurredOn: day(registration?.occurredOn),
    place: { value: lookups.areaCode ?? '', text: placeText(lookups.placePath, place?.detail ?? '') },
    scale: coded(registration?.scale, registration && findGbt31000Scale(registration.scale)?.name),
    category: coded(registration?.gbtCategory, registration && gbt31000CategoryPath(registration.gbtCategory)),
    peopleCount: words(registration && String(registration.peopleCount)),
    facts: words(registration?.facts),
    involvedUnits: words(unitNames(state)),
    ...partyAnswers(mainParty(state)),
    resolveBy: day(lookups.resolveBy),
    method: coded(method?.code, method && findResolutionMethod(method.code)?.name),
    organisation: words(state.transferredTo ?? lookups.committee),
    responsibleName: words(lookups.responsible?.name),
    responsiblePhone: words(lookups.responsible?.phone),
    resolved: coded(resolved, resolved === '1' ? '是' : '否'),
    outcome: words(gbt31000Outcome(state)),
    evaluatedOn: day(state.evaluation?.evaluatedOn),
    evaluation: words(state.evaluation?.opinion),
    position:
      place?.longitude === undefined || place.latitude === undefined
        ? nothing
        : words(`${place.longitude.toFixed(6)},${place.latitude.toFixed(6)}`),
  };
}

function problemOf(field: Gbt31000Field, value: string): string | null {
  if (value === '') return field.required ? `「${field.name}」还没有填` : null;
  const length = countCharacters(value);
  return length > field.max ? `「${field.name}」最多 ${field.max} 个字，现在 ${length} 个` : null;
}

/** The case as a record of GB/T 31000-2015's table 矛盾纠纷排查化解: always all 26 fields, in the table's order. */
export function gbt31000Record(state: CaseState, lookups: Gbt31000Lookups): readonly Gbt31000Entry[] {
  const given = answers(state, lookups);
  const method = resolutionMethodOf(state);
  return gbt31000Fields.map((field) => {
    const answer = given[field.key];
    const source = field.key === 'method' ? (method?.source ?? null) : null;
    return { ...field, ...answer, source, problem: problemOf(field, answer.value) };
  });
}
