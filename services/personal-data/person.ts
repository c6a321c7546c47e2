import { draftKindNames } from '../../contract/drafts.ts';
import type { FoundPerson, PersonCase, PersonDraft, PersonInput, TakenPerson } from '../../contract/personal-data.ts';
import { offeredActions } from '../../domain/cases/decide.ts';
import { type CaseState, listedFiles, partiesOf } from '../../domain/cases/state.ts';
import { normalizeDocumentNumber } from '../../domain/parties/document-kinds.ts';
import { findPartyRole } from '../../domain/parties/party.ts';
import { checkPhone } from '../../domain/parties/phone.ts';
import { PARTIES, type PersonWords, writtenNumbers } from '../../domain/personal-data/mentions.ts';
import { agentFacts, type PersonFact, personFacts } from '../../domain/personal-data/person-facts.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { isSeen, requireSight } from '../access/seen-case.ts';
import { maskedCase } from '../cases/masking.ts';
import { documentWord } from '../cases/people-words.ts';
import type { CaseHintRow } from '../cases/port.ts';
import { csvFile } from '../csv.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import type { StationStore, Writes } from '../ports.ts';
import { foundBy, type Written, type WrittenOf, writtenOf } from './written.ts';

/** Cases of one person that are told at most: more than anybody has. */
const MOST_CASES = 200;

interface Sought {
  readonly documentNumber: string;
  readonly name: string;
  readonly phone: string;
}

function soughtOf({ documentNumber, name, phone }: PersonInput): Sought {
  const checked = checkPhone(phone);
  return {
    documentNumber: documentNumber === '' ? '' : normalizeDocumentNumber(documentNumber),
    name: name.normalize('NFC'),
    phone: checked.ok ? checked.normalized : phone,
  };
}

interface Found {
  readonly row: CaseHintRow;
  readonly by: PersonCase['by'];
  readonly state: CaseState;
  readonly stands: readonly Standing[];
  readonly written: WrittenOf | undefined;
}

/** What everything that is looked a person up by comes from: the calls of who asks, and all that was ever written. */
export type PersonDependencies = Dependencies & { readonly written: Pick<StationStore, 'read'> };

const wordsFor = ({ documentNumber, name, phone }: Sought): PersonWords => ({
  ...{ numbers: writtenNumbers(documentNumber), name, phone },
});

async function casesOf(
  writes: Writes,
  caller: Caller,
  sought: Sought,
  said: Written['cases'],
): Promise<readonly Found[]> {
  const sight = requireSight(caller, 'personalData.findPerson');
  const { documentNumber, name, phone } = sought;
  const person = { name, ...(documentNumber ? { documentNumber } : {}), ...(phone ? { phone } : {}) };
  const sure = await writes.cases.byPerson(person, MOST_CASES);
  const known = new Map<string, CaseHintRow & { readonly by: PersonCase['by'] }>();
  const add = (rows: readonly (CaseHintRow & { readonly by: PersonCase['by'] })[]): void => {
    for (const row of rows) if (!known.has(row.caseId)) known.set(row.caseId, row);
  };
  add(sure);
  if (name !== '') add((await writes.cases.search(name, MOST_CASES)).map((row) => ({ ...row, by: 'name' })));
  const besides = [...said.keys()].filter((caseId) => !known.has(caseId)).slice(0, MOST_CASES);
  add((await writes.cases.hints(besides)).map((row) => ({ ...row, by: 'name' })));
  const found: Found[] = [];
  for (const { by, ...row } of known.values()) {
    const projection = await writes.cases.find(row.caseId);
    if (!projection || !isSeen(sight, projection)) continue;
    const { state } = projection;
    const written = said.get(row.caseId);
    const stands = standings(state, maskedCase(state, caller).state, sought);
    // Who acts for a party is in no index of people: the record says that it is the person.
    const stood = by === 'name' && stands.length > 0 ? (documentNumber === '' ? 'phone' : 'document') : by;
    found.push({ row, by: foundBy(stood, written), state, stands, written });
  }
  return found;
}

/** Drafts of all desks, but none of a case that who asks may not see. */
async function draftsOf(writes: Writes, caller: Caller, { drafts }: Written): Promise<readonly PersonDraft[]> {
  const sight = requireSight(caller, 'personalData.findPerson');
  const staff = new Map((await writes.directory.allStaff()).map(({ staffId, name }) => [staffId, name]));
  const seen: PersonDraft[] = [];
  for (const { staffId, kind, by, caseId, savedAt } of drafts) {
    const of = caseId === null ? null : await writes.cases.find(caseId);
    if (caseId !== null && !(of && isSeen(sight, of))) continue;
    const caseNumber = of?.state.caseNumber ?? null;
    seen.push({ kind, by, staffName: staff.get(staffId) ?? '已停用的账号', caseNumber, savedAt });
  }
  return seen;
}

interface Standing {
  readonly as: string;
  readonly partyId: string;
  readonly facts: readonly PersonFact[];
}

/** Who of a case is the person: parties, and those who act for one. */
function standings(state: CaseState, shown: CaseState, { documentNumber, name, phone }: Sought): readonly Standing[] {
  const isSought = (number: string | null, called: string, telephone: string | null): boolean =>
    (documentNumber !== '' && number !== null && documentWord(number) === documentWord(documentNumber)) ||
    (phone !== '' && called.normalize('NFC') === name && telephone === phone);
  return partiesOf(state).flatMap((party, index) => {
    const seen = partiesOf(shown)[index] ?? party;
    const own =
      party.kind === 'person' && seen.kind === 'person' && isSought(party.documentNumber, party.name, party.phone)
        ? [{ as: findPartyRole(party.role)?.name ?? party.role, partyId: party.id, facts: personFacts(seen) }]
        : [];
    const agents = party.agents.flatMap((agent, at) =>
      isSought(agent.idNumber, agent.name, agent.phone)
        ? [{ as: `${party.name}的代理人`, partyId: '', facts: agentFacts(seen.agents[at] ?? agent) }]
        : [],
    );
    return [...own, ...agents];
  });
}

function sessionsOf(state: CaseState, partyIds: readonly string[]): readonly string[] {
  return state.sessions
    .filter(({ presentPartyIds }) => presentPartyIds.some((id) => partyIds.includes(id)))
    .map(({ heldOn }) => heldOn);
}

/** By what and in which cases somebody was looked up: the auditor reads it, who may read no number of a person. */
function noteOf({ documentNumber }: Sought, found: readonly Found[], drafts: number): string {
  const how = documentNumber === '' ? '姓名和手机' : '证件号码';
  const numbers = found.map(({ state }) => state.caseNumber || '内容已删除的案件');
  const begun = drafts === 0 ? '' : `，草稿 ${drafts} 份`;
  return `按${how}查到 ${found.length} 件${begun}${numbers.length === 0 ? '' : `：${numbers.join('、')}`}`;
}

/** Without what the record of the person says already. */
const besides = ({ stands, written }: Pick<Found, 'stands' | 'written'>): readonly string[] =>
  (written?.places ?? []).filter((place) => stands.length === 0 || !place.endsWith(PARTIES));

/**
 * All that the center has of somebody: the cases in whose record they are, by document number, or by name and telephone,
 * those that have the name or number anywhere in what was written, and drafts of all desks (个人信息保护法 45). Who asked and
 * why is in the access log before it is told.
 * @throws ServiceError NOT_ALLOWED, or the store's own for a failing note
 */
export async function findPerson(
  dependencies: PersonDependencies,
  caller: Caller,
  input: PersonInput,
): Promise<FoundPerson> {
  const { store, environment, rules } = dependencies;
  requireSight(caller, 'personalData.findPerson');
  const sought = soughtOf(input);
  const written = await writtenOf(dependencies.written, wordsFor(sought));
  await store.searchable();
  return store.write(async (writes) => {
    const found = await casesOf(writes, caller, sought, written.cases);
    const drafts = await draftsOf(writes, caller, written);
    const entry = { kind: 'person', subject: noteOf(sought, found, drafts.length), reason: input.reason } as const;
    await writes.sessions.noteAccess({ at: environment.now(), staffId: caller.staffId, ...entry });
    const { stationId } = await writes.log.station();
    const { deadlines } = await rules.current(writes.settings);
    const cases = found.map(({ row, by, state, stands, written: said }) => {
      const offered = offeredActions(state, { ...caller, stationId }, deadlines);
      return {
        ...{ caseId: row.caseId, caseNumber: row.caseNumber, title: row.title, status: row.status },
        ...{ registeredAt: row.registeredAt, by },
        standsAs: stands.map(({ as }) => as),
        facts: stands.flatMap(({ facts }) => facts),
        sessions: sessionsOf(
          state,
          stands.map(({ partyId }) => partyId),
        ),
        papers: state.documents.map(({ title }) => title),
        files: listedFiles(state).map(({ name }) => name),
        mentions: besides({ stands, written: said }),
        mayCorrect: offered.some(({ action, refusal }) => action === 'case.corrected' && !refusal),
      };
    });
    return { cases, drafts };
  });
}

/**
 * What the center has of a person, as a table to give to them (个人信息保护法 45: 复制): their own record, in full, and where
 * it is kept, also in words and drafts; of what others said, nothing. Cases that only have the name are in it where who
 * takes it along has made sure of them. It is noted as an export before it goes.
 * @throws ServiceError as {@link findPerson}
 */
export async function exportPerson(
  dependencies: PersonDependencies,
  caller: Caller,
  { confirmedCaseIds, ...input }: TakenPerson,
): Promise<File> {
  const { store, environment } = dependencies;
  requireSight(caller, 'personalData.exportPerson');
  const sought = soughtOf(input);
  const at = environment.now();
  const written = await writtenOf(dependencies.written, wordsFor(sought));
  await store.searchable();
  const { cases, drafts } = await store.write(async (writes) => {
    const found = await casesOf(writes, caller, sought, written.cases);
    const own = found.filter(({ by, row }) => by !== 'name' || confirmedCaseIds.includes(row.caseId));
    const begun = (await draftsOf(writes, caller, written)).filter(({ by }) => by !== 'name');
    const subject = `本人信息，${noteOf(sought, own, begun.length)}`;
    await writes.sessions.noteAccess({
      ...{ at, staffId: caller.staffId, kind: 'export', subject, reason: input.reason },
    });
    return { cases: own, drafts: begun };
  });
  const lines = cases.flatMap(({ row, state, written: said }) => {
    const stands = standings(state, state, sought);
    const line = (as: string, label: string, value: string) => [row.caseNumber, as, label, value];
    const ids = stands.map(({ partyId }) => partyId);
    return [
      line('', '登记时间', formatInstant(row.registeredAt)),
      ...stands.flatMap(({ as, facts }) => facts.map(({ label, value }) => line(as, label, value))),
      ...sessionsOf(state, ids).map((day) => line('', '参加调解', day)),
      ...state.documents.map(({ title }) => line('', '文书', title)),
      ...listedFiles(state).map(({ name }) => line('', '材料', name)),
      ...besides({ stands, written: said }).map((place) => line('', '还写在', place)),
    ];
  });
  const begun = drafts.map(({ kind, caseNumber, savedAt }) => [
    ...[caseNumber ?? '', '', '没有办完的草稿', `${draftKindNames[kind]}，${formatInstant(savedAt)}`],
  ]);
  const mark = [`由 ${caller.name} 于 ${formatInstant(at)} 应本人要求导出，共 ${cases.length} 件，只交给本人`];
  const name = `本人信息-${formatInstant(at).replaceAll(/\D/g, '')}.csv`;
  return csvFile(name, [mark, ['案号', '身份', '项目', '内容'], ...lines, ...begun, mark]);
}
