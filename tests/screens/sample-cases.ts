import type { Api } from '../browser/api.ts';
import { bringTo, registeredCase } from '../browser/case-to.ts';
import { closedCase } from '../browser/closed-case.ts';
import { mediatedCase } from '../browser/mediated-case.ts';

/** The cases of the sample that a screen is about, by id. */
export interface SampleCases {
  /** In mediation by 张卫, with something still to be done. */
  readonly mediating: string;
  readonly archived: string;
  /** Closed, with papers and files; its dossier still lacks some. */
  readonly closed: string;
  /** The report's heirs, a session held and no agreement yet: begun anew, because the sample's own is archived. */
  readonly heirs: string;
}

async function newestOf(api: Api, mediator: string, status: 'mediating' | 'archived'): Promise<string> {
  const { rows } = await api.ledger.page({
    filter: { statuses: [status] },
    sort: { column: 'registeredAt', direction: 'desc' },
    startRow: 0,
    endRow: 50,
    withTotals: false,
  });
  const row = rows.find(({ mediators }) => mediators === mediator);
  if (!row) throw new Error(`the sample has no case of ${mediator} that is ${status}`);
  return row.caseId;
}

/** Somebody else of the same stairwell, whose case is open: what a hint says while the neighbours are registered. */
async function neighbourCase(api: Api): Promise<void> {
  const caseId = await registeredCase(api, {
    title: '2 单元楼道照明',
    mojType: '17',
    gbtCategory: '0402',
    screeningTag: 'property',
    facts: '3 号楼 2 单元楼道灯坏了两个月，多次报修没有人来。',
    demands: ['修好楼道照明'],
  });
  await bringTo(api, caseId, 'accepted');
}

/** @param api signed in as the sample's all-round account */
export async function sampleCases(api: Api): Promise<SampleCases> {
  const mediating = await newestOf(api, '张卫', 'mediating');
  const { caseId } = await mediatedCase(api);
  await neighbourCase(api);
  return {
    mediating,
    archived: await newestOf(api, '张卫', 'archived'),
    closed: await closedCase(api),
    heirs: caseId,
  };
}
