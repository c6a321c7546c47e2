import type { Page } from 'playwright-core';
import { agreementAtWork, openRights, personAtWork, registrationAtWork, sessionAtWork, settlePage } from './at-work.ts';
import type { Measure } from './measures.ts';
import type { SampleCases } from './sample-cases.ts';
import { syncAtWork } from './sync-at-work.ts';

/** Whose eyes: a sample account, nobody, or whoever starts a center without cases. */
export type Viewer =
  | 'chengmin'
  | 'zhangwei'
  | 'chenjing'
  | 'admin'
  | 'anquan'
  | 'shenji'
  | 'wangge'
  | 'nobody'
  | 'first start';

/** One screen as it is looked at. */
export interface Screen {
  readonly name: string;
  readonly viewer: Viewer;
  /** Hash route. */
  readonly path: string | ((cases: SampleCases) => string);
  /** Selector of what is there when the screen has come up. */
  readonly ready: string;
  /** Typing that shows the screen at work. */
  readonly prepare?: (page: Page) => Promise<void>;
  readonly measures?: readonly Measure[];
}

const frame: readonly Measure[] = [
  { what: 'list of modules', of: 'width', selector: '.sider', px: 152 },
  { what: 'module', of: 'height', selector: '.sider-link', px: 36 },
  { what: 'header', of: 'height', selector: '.header', px: 48 },
  { what: 'action bar', of: 'height', selector: '.action-bar', px: 52 },
  { what: 'work area, width', of: 'width', selector: '.work', px: 1214 },
  { what: 'work area, height', of: 'height', selector: '.work', px: 668 },
];

const home: readonly Measure[] = [
  ...frame,
  { what: 'side of the work area', of: 'left', selector: '.work-list', px: 168 },
  { what: 'row of the list', of: 'height', selector: '.work-row', px: 44 },
  { what: 'head of a group', of: 'height', selector: '.work-list-head', px: 32 },
  { what: 'column at the side', of: 'width', selector: '.home-side', px: 296 },
  { what: 'between counts', of: 'gapX', selector: '.day-count', next: '.day-count + .day-count', px: 12 },
  { what: 'between cards', of: 'gapY', selector: '.side-card', next: '.side-card + .side-card', px: 12 },
];

const registration: readonly Measure[] = [
  ...frame,
  { what: 'form', of: 'width', selector: '.registration-card', px: 894 },
  { what: 'hints', of: 'width', selector: '.hints', px: 272 },
  { what: 'field', of: 'height', selector: '.person-row input[id$=name]', px: 28 },
  { what: 'label', of: 'height', selector: '.person-row .field-label', px: 16 },
  {
    what: 'between rows',
    of: 'gapY',
    selector: '[data-party="0"] .person-row',
    next: '[data-party="0"] .contact-row',
    px: 8,
  },
  {
    what: 'between columns',
    of: 'gapX',
    selector: '.person-row .field:nth-child(1)',
    next: '.person-row .field:nth-child(2)',
    px: 12,
  },
];

const column = (id: string, what: string, px: number): Measure => ({
  what,
  of: 'width',
  selector: `.ag-header-cell[col-id="${id}"]`,
  px,
});
const ledger: readonly Measure[] = [
  ...frame,
  column('caseNumber', '案号', 156),
  column('status', '状态', 72),
  column('parties', '当事人', 144),
  column('title', '事由', 124),
  column('mojType', '类型', 116),
  column('streetName', '街道', 92),
  column('mediators', '调解员', 64),
  column('amountFen', '金额', 108),
  column('registeredAt', '登记时间', 136),
  { what: 'row of the grid', of: 'height', selector: '.ag-grid-scrolling-rows .ag-row', px: 32 },
  {
    what: 'rows that show',
    of: 'whole',
    selector: '.ag-grid-scrolling-rows .ag-row',
    inside: '.ag-grid-viewport',
    atLeast: 15,
  },
];

const casePage: readonly Measure[] = [
  ...frame,
  { what: 'facts and parties', of: 'width', selector: '.case-left', px: 344 },
  { what: 'what may be done', of: 'width', selector: '.case-actions', px: 288 },
  { what: 'head', of: 'height', selector: '.case-head', px: 88 },
  { what: 'between columns', of: 'gapX', selector: '.case-left', next: '.case-course', px: 12 },
];

const agreement: readonly Measure[] = [
  ...frame,
  { what: 'editor', of: 'width', selector: '.agreement-card', px: 534 },
  { what: 'clauses', of: 'width', selector: '.snippets', px: 180 },
  { what: 'preview', of: 'width', selector: '.preview', px: 444 },
  { what: 'state strip', of: 'height', selector: '.agreement-steps', px: 60 },
  { what: 'page, width', of: 'width', selector: '.preview canvas', px: 794 * 0.535 },
  { what: 'page, height', of: 'height', selector: '.preview canvas', px: 1123 * 0.535 },
];

const sync: readonly Measure[] = [
  ...frame,
  { what: 'statement', of: 'height', selector: '.sync-say', px: 96 },
  { what: 'connection and rounds', of: 'width', selector: '.sync-right', px: 336 },
  { what: 'between columns', of: 'gapX', selector: '.sync-left', next: '.sync-right', px: 16 },
  { what: 'between cards', of: 'gapY', selector: '.sync-attention-card', next: '.sync-attention-card + .card', px: 12 },
];

const settingsParts = [
  'center',
  'numbering',
  'documents',
  'deadlines',
  'calendar',
  'sign-in',
  'staff',
  'lan',
  'scan',
] as const;

/** The registration comes first: what it leaves unsaved is the draft that the home page then shows. */
export const screens: readonly Screen[] = [
  {
    name: 'registration',
    viewer: 'chengmin',
    path: '/registration',
    ready: '.registration-card',
    prepare: registrationAtWork,
    measures: registration,
  },
  { name: 'workbench', viewer: 'chengmin', path: '/', ready: '.work-row', measures: home },
  {
    name: 'ledger',
    viewer: 'chengmin',
    path: '/ledger',
    ready: '.ag-grid-scrolling-rows .ag-row[row-index="14"] .ledger-who',
    measures: ledger,
  },
  {
    name: 'case',
    viewer: 'zhangwei',
    path: ({ mediating }) => `/cases/${mediating}`,
    ready: '.timeline-step',
    measures: casePage,
  },
  {
    name: 'case-archived',
    viewer: 'chengmin',
    path: ({ archived }) => `/cases/${archived}`,
    ready: '.timeline-step',
    measures: frame,
  },
  {
    name: 'dossier',
    viewer: 'chengmin',
    path: ({ closed }) => `/cases/${closed}/dossier`,
    ready: '.preview canvas[data-drawn]',
    measures: frame,
  },
  {
    name: 'session-record',
    viewer: 'chengmin',
    path: ({ heirs }) => `/cases/${heirs}`,
    ready: '.timeline-step',
    prepare: sessionAtWork,
  },
  {
    name: 'agreement',
    viewer: 'chengmin',
    path: ({ heirs }) => `/cases/${heirs}/agreement?form=written`,
    ready: '.preview canvas',
    prepare: agreementAtWork,
    measures: agreement,
  },
  {
    name: 'correction',
    viewer: 'chengmin',
    path: ({ mediating }) => `/cases/${mediating}/correct`,
    ready: '.registration-card, form',
    measures: frame,
  },
  {
    name: 'documents',
    viewer: 'chengmin',
    path: '/documents',
    ready: '.work h1',
    measures: frame,
  },
  ...settingsParts.map(
    (part): Screen => ({
      name: part === 'deadlines' ? 'settings' : `settings-${part}`,
      viewer: 'chenjing',
      path: `/settings?part=${part}`,
      ready: '#settings-panel :is(input, table, button, p, [role=listbox])',
      measures: frame,
    }),
  ),
  {
    name: 'settings-seal',
    viewer: 'chenjing',
    path: '/settings?part=seal',
    ready: '#settings-panel :is(input, table, button, p)',
    measures: frame,
  },
  {
    name: 'settings-staff-rights',
    viewer: 'anquan',
    path: '/settings?part=staff',
    ready: '.staff-row',
    prepare: openRights,
  },
  {
    name: 'settings-backup',
    viewer: 'admin',
    path: '/settings?part=backup',
    ready: '#settings-panel :is(input, table, button, p)',
    measures: frame,
  },
  {
    name: 'settings-keys',
    viewer: 'admin',
    path: '/settings?part=keys',
    ready: '#settings-panel :is(input, table, button, p)',
    measures: frame,
  },
  { name: 'audit', viewer: 'shenji', path: '/audit', ready: '.work h1', measures: frame },
  { name: 'workbench-security', viewer: 'anquan', path: '/', ready: '.it-home', measures: frame },
  { name: 'workbench-grid-worker', viewer: 'wangge', path: '/', ready: '.work h1', measures: frame },
  {
    name: 'sync',
    viewer: 'chenjing',
    path: '/sync',
    ready: '.sync-say',
    prepare: syncAtWork,
    measures: sync,
  },
  { name: 'personal-data', viewer: 'chenjing', path: '/personal-data', ready: '#erasures-title', measures: frame },
  {
    name: 'person',
    viewer: 'chenjing',
    path: '/personal-data/person',
    ready: '#person-title',
    prepare: personAtWork,
    measures: frame,
  },
  { name: 'sync-enrolment', viewer: 'admin', path: '/sync', ready: '.sync-enrol', measures: frame },
  { name: 'workbench-it', viewer: 'admin', path: '/', ready: '.it-home', measures: frame },
  {
    name: 'keys',
    viewer: 'chengmin',
    path: '/registration',
    ready: '.registration-card',
    prepare: async (page) => {
      await page.keyboard.press('Control+/');
      await page.getByRole('dialog', { name: '全部按键' }).waitFor();
      await settlePage(page);
    },
  },
  { name: 'sign-in', viewer: 'nobody', path: '/', ready: '.sign-in-card' },
  { name: 'set-up', viewer: 'first start', path: '/', ready: '.set-up-card' },
];
