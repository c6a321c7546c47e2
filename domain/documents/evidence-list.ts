import * as z from 'zod';
import { documentFrame, line } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentFrame } from './presentation.ts';
import { toLine } from './printable-text.ts';

/** 人民调解证据材料清单: the cover before what the parties brought (人民调解法 27). */
export const evidenceListSchema = documentFrame.extend({
  materials: z
    .array(
      z.object({
        name: line,
        /** 份数; at least one. */
        copies: z.int().min(1).max(999),
        /** 提供人; empty where nobody said who brought it. */
        provider: line,
      }),
    )
    .max(2_000),
});
export type EvidenceListData = z.infer<typeof evidenceListSchema>;

const EVIDENCE_LIST_TITLE = '人民调解证据材料清单';

export function presentEvidenceList(data: EvidenceListData) {
  return {
    ...presentFrame(EVIDENCE_LIST_TITLE, data),
    rows: data.materials.map(({ name, copies, provider }, index) => [
      String(index + 1),
      toLine(name),
      String(copies),
      toLine(provider),
    ]),
  };
}

export const evidenceListForm = defineForm({
  title: EVIDENCE_LIST_TITLE,
  shortTitle: '证据材料清单',
  templateFile: 'evidence-list.typ',
  schema: evidenceListSchema,
  present: presentEvidenceList,
});
