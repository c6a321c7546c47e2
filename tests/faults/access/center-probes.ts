import { randomUUID } from 'node:crypto';
import { contract } from '../../../contract/index.ts';
import type { Procedure } from '../../../domain/access/permissions.ts';
import { newRegistration } from '../../support/desk.ts';
import { drawnMark } from '../../support/marks.ts';
import { type Called, ofCase } from './center-calls.ts';
import type { CenterWorld, KnownCase } from './center-world.ts';
import { namingFields, proceduresOf } from './id-fields.ts';
import { type Person, places, sees } from './never.ts';

/** A call in which one id is somebody else's, and all else is the caller's own. */
export interface CenterProbe {
  readonly procedure: Procedure;
  readonly covers: readonly string[];
  readonly what: string;
  input(world: CenterWorld, person: Person): unknown;
  /** Whether the caller got what was named; the marks of what is not the caller's are listened for besides. */
  reached?(called: Called): boolean;
  /** Whose it is: nobody else may reach it. */
  readonly owner?: Person;
}

/** A case that the person sees, or the first where none is seen: the call is refused then for another reason. */
function ownCase({ cases }: CenterWorld, person: Person): KnownCase {
  return cases[places.find((place) => sees(person, place)) ?? 'of_the_grid'];
}
/** A case that the person does not see; one of another center for whoever sees all of this one. */
function otherCase({ cases }: CenterWorld, person: Person): KnownCase {
  return cases[places.find((place) => !sees(person, place)) ?? 'of_another_center'];
}
const passed = ({ outcome }: Called): boolean => outcome === 'passed';
/** Not only let through: somebody else's would have been read or changed. */
const done = ({ code }: Called): boolean => code === null;
const stale = ({ caseId }: KnownCase) => ({ actionId: randomUUID(), caseId, baseRevision: 999_999 });
const filter = {};
const sort = { column: 'registeredAt', direction: 'desc' };
const note = { type: 'case.noted', payload: { note: '记一笔' } };

/** Somebody else's draft, view, export or party: the manager's. */
const owner = 'manager';

export const centerProbes: readonly CenterProbe[] = [
  {
    ...{ procedure: 'documents.file', covers: ['documentId'], what: 'a paper of another case, by a case that is seen' },
    input: (world, person) => ({
      caseId: ownCase(world, person).caseId,
      documentId: otherCase(world, person).documentId,
    }),
    reached: passed,
  },
  {
    ...{ procedure: 'files.file', covers: ['fileId'], what: 'a file of another case, by a case that is seen' },
    input: (world, person) => {
      const { caseId } = ownCase(world, person);
      return { caseId, fileId: otherCase(world, person).fileId, glance: false };
    },
    reached: passed,
  },
  {
    ...{
      procedure: 'signing.execute',
      covers: ['documentId'],
      what: 'a paper of another case, by a case that is seen',
    },
    input: (world, person) => ({ ...stale(ownCase(world, person)), documentId: otherCase(world, person).documentId }),
  },
  {
    ...{ procedure: 'cases.reveal', covers: ['caseId'], what: 'the people of another case' },
    input: (world, person) => ({
      caseId: otherCase(world, person).caseId,
      partyId: null,
      path: null,
      reason: '核实身份',
    }),
    reached: passed,
  },
  {
    ...{ procedure: 'cases.reveal', covers: ['partyId'], what: 'a party of another case, by a case that is seen' },
    input: (world, person) => {
      const { caseId } = ownCase(world, person);
      return { caseId, partyId: otherCase(world, person).partyId, path: null, reason: '核实身份' };
    },
    reached: passed,
  },
  {
    ...{ procedure: 'cases.register', covers: ['caseId'], what: 'under the id of another case' },
    input: (world, person) => ({ ...newRegistration(randomUUID), caseId: otherCaseHere(world, person).caseId }),
    reached: done,
  },
  {
    ...{
      procedure: 'cases.register',
      covers: ['linkedCaseIds.*', 'registration.parties.*.id'],
      what: 'linked to another case',
    },
    input: (world, person) => ({
      ...newRegistration(randomUUID),
      linkedCaseIds: [otherCase(world, person).caseId],
      registration: { title: '' },
    }),
  },
  {
    ...{ procedure: 'cases.resend', covers: ['settlingId', 'actionIds.*'], what: 'steps of another case' },
    input: (world, person) => ({
      ...{ ...stale(ownCase(world, person)), settlingId: randomUUID(), action: note, followers: [] },
      actionIds: [otherCase(world, person).actionId],
    }),
    reached: done,
  },
  {
    ...{
      procedure: 'cases.resend',
      covers: ['followers.*.actionId', 'followers.*.resentAs'],
      what: 'a follower of another case',
    },
    input: (world, person) => ({
      ...{ ...stale(ownCase(world, person)), settlingId: randomUUID(), action: note, actionIds: [randomUUID()] },
      followers: [{ actionId: otherCase(world, person).actionId, resentAs: randomUUID() }],
    }),
    reached: done,
  },
  ...(['sync.withdraw', 'sync.handToCity'] as const).map(
    (procedure): CenterProbe => ({
      ...{ procedure, covers: ['settlingId', 'actionIds.*'], what: 'steps of another case' },
      input: (world, person) => ({
        ...{ settlingId: randomUUID(), actionIds: [otherCase(world, person).actionId] },
        ...(procedure === 'sync.handToCity' ? { note: '请市里看看' } : {}),
      }),
      reached: done,
    }),
  ),
  {
    ...{
      procedure: 'files.attachScanned',
      covers: ['caseId', 'name'],
      what: 'a file beside the scan folder, to another case',
    },
    input: (world, person) => ({ ...stale(otherCase(world, person)), kind: 'other', name: '../../../etc/hostname' }),
    reached: done,
  },
  {
    ...{ procedure: 'signing.fingerprint', covers: ['caseId', 'mark.signerId'], what: 'on another case' },
    input: (world, person) => ({
      ...stale(otherCase(world, person)),
      mark: {
        version: 1,
        kind: 'party',
        method: 'fingerprint',
        signedOn: '2026-11-23',
        signerId: otherCase(world, person).partyId,
      },
      ...{ file: new File([new Uint8Array([1])], 'a.png', { type: 'image/png' }), device: '指纹仪' },
    }),
    reached: done,
  },
  ...(['signing.draw', 'signing.fingerprint', 'signing.seal'] as const).map(
    (procedure): CenterProbe => ({
      ...{ procedure, covers: ['mark.documentId'], what: 'a paper of another case, by a case that is seen' },
      input: (world, person) => ({
        ...stale(ownCase(world, person)),
        mark: {
          ...{ documentId: otherCase(world, person).documentId, place: 0, signerName: '某人' },
          ...{ method: procedure === 'signing.seal' ? 'seal' : 'signature', signedOn: '2026-11-23' },
        },
        ...(procedure === 'signing.draw' ? { drawn: drawnMark() } : {}),
        ...(procedure === 'signing.fingerprint'
          ? { file: new File([new Uint8Array([1])], 'a.png', { type: 'image/png' }), device: '指纹仪' }
          : {}),
      }),
      reached: done,
    }),
  ),
  {
    ...{ procedure: 'rooms.record', covers: ['caseId', 'roomId'], what: 'of another case' },
    input: (world, person) => ({ caseId: otherCase(world, person).caseId, roomId: randomUUID() }),
    reached: done,
  },
  {
    ...{ procedure: 'rooms.takeSignature', covers: ['caseId', 'roomId', 'seatId'], what: 'for another case' },
    input: (world, person) => ({ ...stale(otherCase(world, person)), roomId: randomUUID(), seatId: randomUUID() }),
    reached: done,
  },
  ...(['drafts.get', 'drafts.discard'] as const).map(
    (procedure): CenterProbe => ({
      ...{ procedure, covers: ['draftId'], what: 'a draft of somebody else', owner },
      // Nobody's is discarded: what is discarded is the caller's own, and there is none of this id.
      input: ({ managers }) => ({ draftId: managers.draftId }),
      ...(procedure === 'drafts.get' ? { reached: passed } : {}),
    }),
  ),
  {
    ...{ procedure: 'drafts.save', covers: ['draftId', 'caseId'], what: 'over a draft of somebody else', owner },
    input: ({ managers }, person) => ({
      ...{ draftId: managers.draftId, kind: 'registration', caseId: null, missing: '', content: {} },
      label: person === owner ? managers.marker : '别人的草稿',
    }),
  },
  {
    ...{ procedure: 'drafts.list', covers: ['caseId'], what: 'drafts on another case', owner },
    input: (world, person) => ({ caseId: otherCase(world, person).caseId }),
  },
  ...(['ledger.exportProgress', 'ledger.exportFile', 'ledger.cancelExport'] as const).map(
    (procedure): CenterProbe => ({
      ...{ procedure, covers: ['exportId'], what: 'a table of somebody else', owner },
      input: ({ managers }, person) => ({ exportId: person === owner ? randomUUID() : managers.exportId }),
      reached: passed,
    }),
  ),
  {
    ...{ procedure: 'ledger.removeView', covers: ['id'], what: 'a view of somebody else', owner },
    input: ({ managers }, person) => ({ id: person === owner ? randomUUID() : managers.viewId }),
  },
  {
    ...{ procedure: 'ledger.saveView', covers: ['id', 'name'], what: 'over a view of somebody else', owner },
    input: ({ managers }, person) => ({
      ...{
        id: managers.viewId,
        name: person === owner ? managers.marker : '别人的视图',
        filter,
        sort,
        columns: ['title'],
      },
    }),
  },
  ...(['backups.preview', 'backups.restore'] as const).map(
    (procedure): CenterProbe => ({
      ...{ procedure, covers: ['name'], what: 'a folder beside the backups' },
      input: () => ({ name: '../../etc' }),
    }),
  ),
  {
    ...{ procedure: 'settings.templateSample', covers: ['file'], what: 'a file beside the templates' },
    input: () => ({ file: '../../../etc/hostname' }),
  },
];

/** One of this center that is not the person's; of whoever sees all, any. */
function otherCaseHere({ cases }: CenterWorld, person: Person): KnownCase {
  return cases[sees(person, 'of_neither') ? 'of_the_grid' : 'of_neither'];
}

/** Fields that name something and are not probed, and why; by procedure and path. */
const besides: readonly { readonly field: RegExp; readonly why: string }[] = [
  {
    field: / (actionId|requestId)$/,
    why: 'made by the caller: one that was used answers what it did, to whom may read that',
  },
  { field: /^(center|sessions)\./, why: 'before anybody is signed in, or of the own session' },
  {
    field: /^directory\.|^audit\.| filter\.mediatorId$/,
    why: 'people and places of this center, all of which the role sees; filters narrow',
  },
  {
    field: /^settings\.change | registration\.place\.code$|^cases\.similarOpen |agents\.\*\.name$|\.name$|\.code$/,
    why: 'facts that are typed, and names',
  },
  { field: /^cases\.register draftId$/, why: 'the own one is discarded, by the person and the id' },
  { field: /^documents\.preview text\./, why: 'what would be written: it is read from nowhere' },
  { field: / mark\.signerId$| providerId$/, why: 'judged against the case that is named with it' },
  { field: /^sync\.enrol /, why: 'a code of the city, which judges it' },
  {
    field: /^posters\./,
    why: 'places of the divisions, which anybody may know, and buildings of this center, which all of the roles name',
  },
  { field: /^personalData\.|^moving\./, why: 'over all cases of the center, for roles that see all' },
];

/** Fields of the contract that name something, into which nothing wrong is put and of which nobody said why. */
export function centerUnprobed(): readonly string[] {
  return [...proceduresOf(contract)].flatMap(([procedure, of]) => {
    const about = ofCase[procedure as Procedure];
    const named = about ? Object.keys(about({ ...nobodys, marker: '' }) as object) : [];
    const covered = [
      ...centerProbes.filter((probe) => probe.procedure === procedure).flatMap(({ covers }) => covers),
      ...named.map((field) => (field === 'caseIds' ? 'caseIds.*' : field)),
    ];
    return namingFields(of)
      .filter((field) => !covered.includes(field))
      .map((field) => `${procedure} ${field}`)
      .filter((field) => !besides.some((each) => each.field.test(field)));
  });
}

const nobodys = {
  ...{ caseId: randomUUID(), documentId: randomUUID(), fileId: randomUUID() },
  ...{ partyId: randomUUID(), actionId: randomUUID() },
};
