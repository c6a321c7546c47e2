import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missingDocuments } from '../cases/dossier.ts';
import { papersInOrder } from '../cases/papers.ts';
import type { AttachedFile, CaseState, IssuedDocument } from '../cases/state.ts';
import { caseIn, prepared, withAction } from '../cases/testing.ts';
import { testFile, testId, testStaff } from '../cases/testing-facts.ts';
import { formKinds } from '../documents/form.ts';
import { fileKinds } from '../files/file.ts';
import { dossierOf, partHash, partName } from './dossier.ts';
import { dossierPlaces, placeOfFile, placeOfForm } from './places.ts';

const closed = caseIn('closed');
const entryAt = (state: CaseState, id: string) => {
  const entry = dossierOf(state).entries.find(({ place }) => place.id === id);
  if (!entry) throw new Error(`no place ${id}`);
  return entry;
};
const attach = (state: CaseState, n: number, changes: Partial<ReturnType<typeof testFile>>) =>
  withAction(state, 'file.attached', { ...testFile(n), ...changes });

/** Any papers and files that a log might have named, fitting or not. */
const papers = fc.array(
  fc.record({
    form: fc.constantFrom(...formKinds),
    subject: fc.integer({ min: 0, max: 3 }),
    outdated: fc.boolean(),
    pages: fc.integer({ min: 1, max: 9 }),
  }),
  { maxLength: 25 },
);
const files = fc.array(
  fc.record({
    kind: fc.constantFrom(...fileKinds.map(({ id }) => id)),
    name: fc.constantFrom('协议书.pdf', '收条.jpg', '司法确认申请书.pdf', '回访.docx', '身份证.png', '无名.pdf'),
    removed: fc.boolean(),
  }),
  { maxLength: 25 },
);
const states = fc
  .record({ status: fc.constantFrom('closed', 'archived', 'refused', 'mediating', 'agreed'), papers, files })
  .map(({ status, papers: issued, files: attached }): CaseState => {
    const state = caseIn(status as 'closed');
    const documents = issued.map((paper, index): IssuedDocument => {
      const kept = { number: null, fileHash: index.toString(16).padStart(64, '0'), bytes: 1, issuedAt: index };
      return { ...paper, ...kept, id: testId(2_000 + index), title: `文书${index}`, printedAt: [], copiesPrinted: 0 };
    });
    const listed = attached.map(({ removed, ...file }, index): AttachedFile => {
      const when = { attachedAt: index, attachedBy: testStaff.clerk, removedAt: removed ? index : null };
      return { ...testFile(index), ...file, ...when, fileId: testId(3_000 + index) };
    });
    return { ...state, documents, files: listed };
  });

describe('the dossier (人民调解法 27)', () => {
  it('has the thirteen places of the official order (司发通〔2010〕239号)', () => {
    expect(dossierOf(closed).entries.map(({ no, place }) => `${no} ${place.name}`)).toEqual([
      '1 申请书或受理登记表',
      '2 权利义务告知书',
      '3 当事人身份证明',
      '4 授权委托书',
      '5 调查记录',
      '6 证据材料',
      '7 调解记录',
      '8 协议书',
      '9 收条、汇款单等履行凭证',
      '10 回访记录',
      '11 司法确认有关材料',
      '12 卷宗情况说明',
      '13 封底',
    ]);
    const required = dossierPlaces.filter(({ need }) => need === 'required').map(({ id }) => id);
    expect(required).toEqual(['application', 'notice', 'identity', 'record', 'agreement', 'back_cover']);
  });

  it('puts forms in the order in which the table of papers has them', () => {
    const order = dossierPlaces.map(({ id }) => id);
    const standing = papersInOrder.flatMap((form) => placeOfForm[form] ?? []);
    expect(standing.map((place) => order.indexOf(place))).toEqual(
      standing.map((place) => order.indexOf(place)).toSorted((a, b) => a - b),
    );
  });

  it('holds every kept paper once, bound or beside the volume, and every listed file once', () => {
    fc.assert(
      fc.property(states, (state) => {
        const { parts, leftOut } = dossierOf(state);
        const paperIds = [
          ...parts.flatMap((part) => (part.kind === 'paper' ? [part.paper.id] : [])),
          ...leftOut.map(({ paper }) => paper.id),
        ];
        expect(paperIds.toSorted()).toEqual(state.documents.map(({ id }) => id).toSorted());
        const fileIds = parts.flatMap((part) => (part.kind === 'file' ? [part.file.fileId] : []));
        const listed = state.files.filter(({ removedAt }) => removedAt === null).map(({ fileId }) => fileId);
        expect(fileIds.toSorted()).toEqual(listed.toSorted());
      }),
    );
  });

  it('never binds a paper that was replaced, and one paper of a kind and subject at most', () => {
    fc.assert(
      fc.property(states, (state) => {
        const bound = dossierOf(state).parts.flatMap((part) => (part.kind === 'paper' ? [part.paper] : []));
        expect(bound.filter(({ outdated }) => outdated)).toEqual([]);
        const shown = bound.map(({ form, subject }) => `${form}/${subject}`);
        expect(new Set(shown).size).toBe(shown.length);
      }),
    );
  });

  it('lists its parts in the order of the places, papers before scans', () => {
    fc.assert(
      fc.property(states, (state) => {
        const order = dossierPlaces.map(({ id }) => id);
        const ranks = dossierOf(state).parts.map(
          (part) => order.indexOf(part.place) * 2 + (part.kind === 'paper' ? 0 : 1),
        );
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }),
    );
  });

  it('says what blocks the archive exactly where the archive is refused', () => {
    fc.assert(
      fc.property(states, (state) => {
        const blocking = dossierOf(state).entries.flatMap(({ lacking }) => lacking);
        expect(blocking.map(({ title }) => title)).toEqual(missingDocuments(state));
      }),
    );
  });

  it('names a paper that is missing and can be issued at once', () => {
    const without = { ...closed, documents: closed.documents.filter(({ form }) => form !== 'mediation-record') };
    const entry = entryAt(without, 'record');
    expect(entry).toMatchObject({
      state: 'missing',
      lacking: [{ title: '调解记录', advice: '可以马上出具', paper: { form: 'mediation-record', subject: 0 } }],
    });
  });

  it('asks for the parties’ papers once they sat together; copies of their cards do as well as the cover', () => {
    const without = { ...closed, documents: closed.documents.filter(({ form }) => form !== 'party-identity') };
    const [lacking] = entryAt(without, 'identity').lacking;
    expect(lacking).toMatchObject({ title: '当事人身份证明', paper: { form: 'party-identity' } });
    expect(lacking?.advice).toContain('扫描后附到案件');
    const cards = entryAt(attach(without, 40, { kind: 'identity', name: '张某.jpg' }), 'identity');
    expect(cards).toMatchObject({ state: 'present', lacking: [] });
    expect(entryAt(caseIn('refused'), 'identity').state).toBe('not_needed');
  });

  it('puts a scan with the paper that it is said to be, whatever its name and kind', () => {
    const paper = { form: 'rights-notice', subject: 0 } as const;
    expect(placeOfFile({ kind: 'signed', name: '协议书.pdf', paper })).toBe('notice');
  });

  it('makes the back cover when it is bound, and needs no agreement where none was reached', () => {
    expect(entryAt(closed, 'back_cover').state).toBe('made_when_bound');
    const failed = withAction(caseIn('failed'), 'case.closed');
    expect(entryAt(failed, 'agreement')).toMatchObject({ state: 'not_needed', lacking: [] });
  });

  it('leaves the slip out, which went home with the visitor', () => {
    const { leftOut } = dossierOf(closed);
    expect(leftOut.map(({ paper, why }) => [paper.form, why])).toContainEqual(['slip', 'visitors']);
  });

  it('binds the signed copy of an agreement, and keeps its text beside the volume (人民调解法 29)', () => {
    const signed = withAction(prepared('document.executed', closed), 'document.executed');
    const { parts, leftOut } = dossierOf(signed);
    const bound = parts.flatMap((part) => (part.kind === 'paper' && part.paper.form === 'agreement' ? [part] : []));
    expect(bound.map((part) => [partHash(part), part.paper.pages])).toEqual([['b'.repeat(64), 2]]);
    const text = leftOut.find(({ why }) => why === 'signed')?.paper;
    expect([text?.id, text?.fileHash]).toEqual([bound[0]?.paper.id, 'a'.repeat(64)]);
  });

  it('demands the note once something was noted, and a new paper for a new text', () => {
    expect(entryAt(closed, 'note')).toMatchObject({ lacking: [], possible: [{ form: 'closing-report', subject: 0 }] });
    const noted = withAction(closed, 'dossier.noted');
    expect(entryAt(noted, 'note').lacking).toMatchObject([{ title: '情况说明' }]);
    const note = { form: 'dossier-note', subject: 1, title: '卷宗情况说明', number: null, pages: 1, bytes: 9 } as const;
    const issued = withAction(noted, 'document.issued', {
      ...note,
      documentId: testId(700),
      fileHash: 'b'.repeat(64),
    });
    expect(entryAt(issued, 'note')).toMatchObject({ state: 'present', lacking: [] });
    const again = dossierOf(withAction(issued, 'dossier.noted', { text: '另有一页缺失。' }));
    expect(again.leftOut.map(({ paper }) => paper.id)).toContain(testId(700));
    expect(again.entries.find(({ place }) => place.id === 'note')?.lacking).toMatchObject([{ title: '情况说明' }]);
  });
});

describe('where a file stands', () => {
  it.each([
    ['identity', '随便.jpg', 'identity'],
    ['scene', '楼道.jpg', 'evidence'],
    ['signed', '扫描0001.pdf', 'agreement'],
    ['signed', '调解记录（签字）.pdf', 'record'],
    ['signed', '权利义务告知书 张某.pdf', 'notice'],
    ['other', '收条.jpg', 'performance'],
    ['other', '微信转账截图.png', 'performance'],
    ['other', '司法确认申请书.pdf', 'confirmation'],
    ['other', '申请书.pdf', 'application'],
    ['other', '杂.pdf', 'note'],
    // What it is was said: the name does not overrule it.
    ['evidence', '借款协议.pdf', 'evidence'],
  ] as const)('%s 「%s」 at %s', (kind, name, place) => {
    expect(placeOfFile({ kind, name })).toBe(place);
  });
});

describe('a part', () => {
  it('goes by the hash of its bytes, and by its title or its name without the end', () => {
    const [paper] = dossierOf(closed).parts;
    expect(paper && partHash(paper)).toBe(paper?.kind === 'paper' && paper.paper.fileHash);
    const photo = dossierOf(attach(closed, 41, { name: '楼道 2.1 层.jpg' })).parts.findLast(
      ({ kind }) => kind === 'file',
    );
    expect(photo && partName(photo)).toBe('楼道 2.1 层');
    expect(photo && partHash(photo)).toBe(testFile(41).sha256);
  });
});
