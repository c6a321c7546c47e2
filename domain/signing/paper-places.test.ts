import { describe, expect, test } from 'vitest';
import type { PaperMark } from '../cases/state.ts';
import { caseIn, prepared, withAction } from '../cases/testing.ts';
import { paperCopyProblem, paperPlaces, placeName, signingDays } from './paper-places.ts';
import { suggestedSigner } from './place-signers.ts';
import type { SignatureSlot, SlotRole } from './slot.ts';

const record = prepared('document.signed', caseIn('mediating'));
const paperOf = (state: typeof record) => {
  const paper = state.documents.at(-1);
  if (!paper) throw new Error('the case has no paper');
  return paper;
};
const names = { actorName: '程敏', staffName: () => '张卫' };

describe('the places of a paper (WF-63)', () => {
  test('are those on which somebody signs, in their order; a blank for the day is none', () => {
    const places = paperPlaces(paperOf(record));
    expect(places.map(({ index, label, isSeal }) => [index, label, isSeal])).toEqual([
      [0, '当事人（签名盖章或按指印）', false],
      [2, '告知人（签名）', false],
      [4, '盖章', true],
    ]);
  });

  test('are called by the words before them, whatever brackets the name of a company has', () => {
    expect(placeName('当事人（签名盖章或按指印）')).toBe('当事人');
    expect(placeName('被申请人某某（郑州）有限公司（签名盖章或按指印）')).toBe('被申请人某某（郑州）有限公司');
    expect(placeName('盖章')).toBe('盖章');
  });

  test('must all be signed before the copy is made, and what is missing is named', () => {
    const once = withAction(record, 'document.signed');
    expect(paperCopyProblem(paperOf(once))).toBe('还有 2 处没有签：告知人（签名）、盖章');
    const all = withAction(withAction(once, 'document.signed'), 'document.signed');
    expect(paperCopyProblem(paperOf(all))).toBeNull();
  });
});

describe('the days in the blanks of a paper', () => {
  const line = { ordinal: 0, page: 1, x: 0, y: 0, width: 10 };
  const base: Omit<PaperMark, 'place' | 'signedOn'> = {
    ...{ signerName: '某某', method: 'signature', actionId: 'a', operatorId: 'b', recordedAt: 0 },
    picture: { sha256: 'c'.repeat(64), bytes: 1, mediaType: 'image/svg+xml', way: 'screen' },
  };
  const mark = (place: number, signedOn: string): PaperMark => ({ ...base, place, signedOn });
  const roles: readonly SlotRole[] = ['signer', 'day', 'signer', 'signer', 'day', 'day'];
  const slots: readonly SignatureSlot[] = roles.map((role) => ({ ...line, role }));

  test('are the last ones on which anybody signed of those before each, behind the blank before', () => {
    const marks = [mark(0, '2026-11-20'), mark(2, '2026-12-01'), mark(3, '2026-11-30')];
    expect(signingDays({ slots, marks }).map(({ slot, day }) => [slots.indexOf(slot), day])).toEqual([
      [1, '2026-11-20'],
      [4, '2026-12-01'],
    ]);
  });

  test('stay empty where nobody has signed', () => {
    expect(signingDays({ slots, marks: [] })).toEqual([]);
    expect(signingDays({})).toEqual([]);
  });
});

test('who signs is suggested by the words of the paper: a name, a role, or who sits at the desk', () => {
  const places = paperPlaces(paperOf(record));
  const [party] = record.registration?.parties ?? [];
  expect(places.map((place) => suggestedSigner(record, paperOf(record), place, names))).toEqual([
    party?.name,
    '程敏',
    '',
  ]);
  const [first] = places;
  const named = first && { ...first, label: `收款人${party?.name}（签名盖章或按指印）` };
  expect(named && suggestedSigner(record, paperOf(record), named, names)).toBe(party?.name);
  const unknown = first && { ...first, label: '见证人（签名）' };
  expect(unknown && suggestedSigner(record, paperOf(record), unknown, names)).toBe('');
});
