import type { PrintKind } from './form.ts';
import type { WordLayout } from './word-layout.ts';

/** Sheets around a bound dossier, which offices fill in by hand or paste on a folder of their own. */
export const bindingSheets = ['dossier-cover', 'dossier-contents', 'back-cover'] as const satisfies PrintKind[];
export type BindingSheet = (typeof bindingSheets)[number];

/** 年 月 日, to be filled by hand. */
const BLANK_DATE = '　　　年　　月　　日';

/** Those sheets for a word processor, with the fields of the official cover (司发通〔2010〕239号). */
export const bindingLayouts: { readonly [K in BindingSheet]: WordLayout } = {
  'dossier-cover': [
    { kind: 'title', from: 'committee', numbered: false },
    { kind: 'title', from: 'title', numbered: false },
    {
      kind: 'fields',
      rows: [
        [{ label: '卷　　名', from: 'volumeTitle' }],
        [{ label: '卷　　号', from: 'volume', blank: '（　　　　）人调字第　　　　号' }],
        [{ label: '人民调解员', from: 'mediators' }],
        [{ label: '调解日期', from: 'mediatedFrom', to: 'mediatedTo', blank: BLANK_DATE }],
        [{ label: '立卷人', from: 'binder' }],
        [{ label: '立卷日期', from: 'boundOn', blank: BLANK_DATE }],
        [{ label: '保管期限', from: 'retention' }],
        [{ label: '备　　注', from: 'remarks' }],
      ],
    },
  ],
  'dossier-contents': [
    { kind: 'title', from: 'title', numbered: false },
    {
      kind: 'parts-table',
      headings: ['序号', '文书名称', '页号', '备注'],
      from: 'parts',
      keys: ['no', 'name', 'pages', 'remark'],
    },
  ],
  'back-cover': [
    {
      kind: 'fields',
      rows: [
        [{ label: '本卷共（页）', from: 'pages' }],
        [{ label: '立卷人', from: 'binder' }],
        [{ label: '立卷日期', from: 'boundOn', blank: BLANK_DATE }],
      ],
    },
    { kind: 'text', text: '{committee}' },
  ],
};
