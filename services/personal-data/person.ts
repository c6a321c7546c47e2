import type { PersonCase, PersonInput } from '../../contract/personal-data.ts';
import { offeredActions } from '../../domain/cases/decide.ts';
import { type CaseState, listedFiles, partiesOf } from '../../domain/cases/state.ts';
import { normalizeDocumentNumber } from '../../domain/parties/document-kinds.ts';
import { findPartyRole } from '../../domain/parties/party.ts';
import { checkPhone } from '../../domain/parties/phone.ts';
import { agentFacts, type PersonFact, personFacts } from '../../domain/personal-data/person-facts.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { isSeen, requireSight } from '../access/seen-case.ts';
import { maskedCase } from '../cases/masking.ts';
import { documentWord } from '../cases/people-words.ts';
import type { CaseHintRow } from '../cases/port.ts';
import { csvFile } from '../csv.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import type { Writes } from '../ports.ts';

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
}

async function casesOf(writes: Writes, caller: Caller, sought: Sought): Promise<readonly Found[]> {
  const sight = requireSight(caller, 'personalData.findPerson');
  const { documentNumber, name, phone } = sought;
  const person = { name, ...(documentNumber ? { documentNumber } : {}), ...(phone ? { phone } : {}) };
  const sure = await writes.cases.byPerson(person, MOST_CASES);
  const known = new Set(sure.map(({ caseId }) => caseId));
  const named = name === '' ? [] : await writes.cases.search(name, MOST_CASES);
  const rows = [
    ...sure,
    ...named.filter(({ caseId }) => !known.has(caseId)).map((row) => ({ ...row, by: 'name' as const })),
  ];
  const found: Found[] = [];
  for (const { by, ...row } of rows) {
    const projection = await writes.cases.find(row.caseId);
    if (projection && isSeen(sight, projection)) found.push({ row, by, state: projection.state });
  }
  return found;
}

/** Who of a case is the person: parties, and those who act for one. */
function standings(
  state: CaseState,
  shown: CaseState,
  { documentNumber, name, phone }: Sought,
): readonly { readonly as: string; readonly partyId: string; readonly facts: readonly PersonFact[] }[] {
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
function noteOf({ documentNumber }: Sought, found: readonly Found[]): string {
  const how = documentNumber === '' ? '姓名和手机' : '证件号码';
  const numbers = found.map(({ state }) => state.caseNumber || '内容已删除的案件');
  return `按${how}查到 ${found.length} 件${numbers.length === 0 ? '' : `：${numbers.join('、')}`}`;
}

/**
 * All cases in which somebody appears, by document number, or by name and telephone, and those that have the name in their
 * text (个人信息保护法 45). Who asked and why is in the access log before it is told.
 * @throws ServiceError NOT_ALLOWED, or the store's own for a failing note
 */
export async function findPerson(
  dependencies: Dependencies,
  caller: Caller,
  input: PersonInput,
): Promise<readonly PersonCase[]> {
  const { store, environment, rules } = dependencies;
  requireSight(caller, 'personalData.findPerson');
  const sought = soughtOf(input);
  await store.searchable();
  return store.write(async (writes) => {
    const found = await casesOf(writes, caller, sought);
    const entry = { kind: 'person', subject: noteOf(sought, found), reason: input.reason } as const;
    await writes.sessions.noteAccess({ at: environment.now(), staffId: caller.staffId, ...entry });
    const { stationId } = await writes.log.station();
    const { deadlines } = await rules.current(writes.settings);
    return found.map(({ row, by, state }) => {
      const shown = maskedCase(state, caller).state;
      const stands = standings(state, shown, sought);
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
        mayCorrect: offered.some(({ action, refusal }) => action === 'case.corrected' && !refusal),
      };
    });
  });
}

/**
 * What the center has of a person, as a table to give to them (个人信息保护法 45: 复制): their own record, in full, and where
 * it is kept; of what others said, nothing. It is noted as an export before it goes.
 * @throws ServiceError as {@link findPerson}
 */
export async function exportPerson(dependencies: Dependencies, caller: Caller, input: PersonInput): Promise<File> {
  const { store, environment } = dependencies;
  requireSight(caller, 'personalData.exportPerson');
  const sought = soughtOf(input);
  const at = environment.now();
  await store.searchable();
  const found = await store.write(async (writes) => {
    const sure = (await casesOf(writes, caller, sought)).filter(({ by }) => by !== 'name');
    const entry = { kind: 'export', subject: `本人信息，${noteOf(sought, sure)}`, reason: input.reason } as const;
    await writes.sessions.noteAccess({ at, staffId: caller.staffId, ...entry });
    return sure;
  });
  const lines = found.flatMap(({ row, state }) => {
    const stands = standings(state, state, sought);
    const line = (as: string, label: string, value: string) => [row.caseNumber, as, label, value];
    const ids = stands.map(({ partyId }) => partyId);
    return [
      line('', '登记时间', formatInstant(row.registeredAt)),
      ...stands.flatMap(({ as, facts }) => facts.map(({ label, value }) => line(as, label, value))),
      ...sessionsOf(state, ids).map((day) => line('', '参加调解', day)),
      ...state.documents.map(({ title }) => line('', '文书', title)),
      ...listedFiles(state).map(({ name }) => line('', '材料', name)),
    ];
  });
  const mark = [`由 ${caller.name} 于 ${formatInstant(at)} 应本人要求导出，共 ${found.length} 件，只交给本人`];
  const name = `本人信息-${formatInstant(at).replaceAll(/\D/g, '')}.csv`;
  return csvFile(name, [mark, ['案号', '身份', '项目', '内容'], ...lines, mark]);
}
