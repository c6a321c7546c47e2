import { type } from '@orpc/contract';
import * as z from 'zod';
import type { ArchivedDossier } from '../domain/cases/state.ts';
import type { FormKind } from '../domain/documents/form.ts';
import type { DossierEntry, LeftOut } from '../domain/dossier/dossier.ts';
import type { StandIn } from '../domain/dossier/stand-in.ts';
import { MAX_CASES_IN_VOLUME } from '../domain/dossier/volume.ts';
import type { PaperCopy } from './documents.ts';
import { procedure } from './errors.ts';

/** A paper or file in its place, with the numbers that its pages will bear. */
export interface DossierViewPart {
  readonly kind: 'paper' | 'file';
  /** Of the document or of the file. */
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  /** SHA-256 of its bytes, by which a preview is checked. */
  readonly hash: string;
  /** Of a paper: the text, or the copy with the marks on it. */
  readonly copy: PaperCopy;
  readonly remark: string;
  readonly firstPage: number;
  readonly lastPage: number;
  /** Why it is not bound itself; null where it is. */
  readonly standIn: StandIn | null;
}

/** A paper that can be made now. */
export interface IssuablePaper {
  readonly form: FormKind;
  readonly subject: number;
  readonly title: string;
}

/** One of the thirteen places. */
export interface DossierViewEntry {
  readonly no: number;
  readonly id: DossierEntry['place']['id'];
  readonly name: string;
  readonly need: DossierEntry['place']['need'];
  readonly state: DossierEntry['state'];
  readonly parts: readonly DossierViewPart[];
  readonly lacking: readonly {
    readonly title: string;
    readonly advice: string;
    readonly paper: IssuablePaper | null;
  }[];
  /** Not needed, and can be issued here. */
  readonly possible: readonly IssuablePaper[];
}

/** The dossier of a case, from the official order to the page numbers (人民调解法 27). */
export interface DossierView {
  readonly caseId: string;
  readonly caseNumber: string;
  /** 卷名. */
  readonly title: string;
  readonly archive: ArchivedDossier | null;
  /** As the cover prints it; null before the archive. */
  readonly retention: string | null;
  readonly entries: readonly DossierViewEntry[];
  /** Kept and not bound: earlier versions, and the slip. */
  readonly leftOut: readonly { readonly id: string; readonly title: string; readonly why: LeftOut['why'] }[];
  /** Pages inside, all of them numbered; cover, contents and back cover come on top. */
  readonly pages: number;
}

const chosen = z.object({
  /** One case, or several simple ones that share a volume (多案一卷), in the order in which they are bound. */
  caseIds: z
    .array(z.uuid())
    .min(1, '没有选案件')
    .max(MAX_CASES_IN_VOLUME, `一卷最多合订 ${MAX_CASES_IN_VOLUME} 个案件`),
});

export const dossier = {
  view: procedure
    .route({ summary: '看卷宗：十三个位置、页号、还缺什么' })
    .input(z.object({ caseId: z.uuid() }))
    .output(type<DossierView>()),
  /** Not called `bind`: clients are functions, and every function has a `bind` of its own. */
  volume: procedure.route({ summary: '装订卷宗，得到一份带书签和页号的 PDF' }).input(chosen).output(z.file()),
  word: procedure.route({ summary: '下载封面、卷内目录、封底的 Word 工作副本' }).input(chosen).output(z.file()),
  archive: procedure
    .route({ summary: '下载归档压缩包：装订本、每份材料、清单和校验码' })
    .input(chosen)
    .output(z.file()),
};
