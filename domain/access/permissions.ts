import type { Role } from './roles.ts';

/**
 * How far a right reaches: `own` what the person made, `organisation` all of the center, `place` cases of the person's
 * place and of those below it, `unit` cases that were handed to the person's unit, `level` what is reported to the
 * person's level from a place below.
 */
export type Scope = 'own' | 'organisation' | 'place' | 'unit' | 'level';

/**
 * Who may call a procedure: `anybody` also before the sign-in; `signed_in` whoever has an account, for what is the own or
 * everybody's; or the roles, each with its scope.
 */
export type Permission =
  | 'anybody'
  | 'signed_in'
  | { readonly by: Readonly<Partial<Record<Role, Scope>>>; readonly refusal?: string };

const readsNoCase = '您的岗位不看案件内容。';
const forIt = '账号和设置由系统管理员办理。';

/** The mediators of a small center stand in for each other: all see the center's cases. */
const workers = { clerk: 'organisation', mediator: 'organisation', manager: 'organisation' } as const;
const overseers = { ...workers, head: 'organisation' } as const;
const outside = { grid_worker: 'place', department_handler: 'unit' } as const;

const forWorkers = { by: workers, refusal: readsNoCase } satisfies Permission;
const forOverseers = { by: overseers, refusal: readsNoCase } satisfies Permission;
const forReaders = { by: { ...overseers, ...outside }, refusal: readsNoCase } satisfies Permission;
const ownWork = {
  by: own('clerk', 'mediator', 'manager', 'head', 'department_handler', 'grid_worker'),
  refusal: readsNoCase,
} satisfies Permission;

function own<R extends Role>(...roles: readonly R[]): Readonly<Record<R, 'own'>> {
  return Object.fromEntries(roles.map((role) => [role, 'own'])) as Record<R, 'own'>;
}

function only(roles: readonly Role[], refusal: string): Permission {
  return { by: Object.fromEntries(roles.map((role) => [role, 'organisation'])), refusal };
}

const forSecurity = '岗位和密码由安全保密管理员办理。';
const it = only(['it'], forIt);
const security = only(['security'], forSecurity);
const sync = only(['it', 'manager'], '数据同步由主任和系统管理员查看。');
const auditor = only(['auditor'], '日志由安全审计员查看。');
const history = only(['auditor', 'it'], '历史由安全审计员和系统管理员校验。');
const asksErasure = only(['manager', 'head'], '依法删除由主任或者中心负责人申请。');
const decidesErasure = only(['head', 'security'], '依法删除由另一位中心负责人或者安全保密管理员批准。');
const posters = only(['clerk', 'manager'], '扫码海报由受理员或者主任制作。');
const seal = only(['manager'], '电子印章由主任设置、更换。');

/**
 * The one table of rights: every procedure of the center's contract (contract/index.ts) with who may call it and how far.
 * The middleware of the API refuses what is not in it, screens ask it what to show, and the matrix of
 * `npm run faults -- access` holds the running center against it. docs/access.md shows it.
 */
export const permissions = {
  'center.status': 'anybody',
  'center.areas': 'anybody',
  'center.setUp': 'anybody',
  'center.replacement': 'anybody',
  'center.replace': 'anybody',
  'center.retryReplacement': 'anybody',
  'center.finishReplacement': 'anybody',
  'sessions.signIn': 'anybody',
  'sessions.signOut': 'anybody',
  'sessions.me': 'anybody',
  'sessions.touch': 'signed_in',
  'sessions.peopleHere': 'signed_in',
  'sessions.switchTo': 'signed_in',
  'sessions.changeOwnPassword': 'signed_in',
  'sessions.secondFactor.begin': 'signed_in',
  'sessions.secondFactor.confirm': 'signed_in',
  'cases.register': { by: { ...workers, grid_worker: 'place' }, refusal: readsNoCase },
  'cases.act': forReaders,
  'cases.resend': forReaders,
  'cases.get': forReaders,
  'cases.gbt31000': forOverseers,
  'cases.reveal': forOverseers,
  'cases.samePerson': forWorkers,
  'cases.similarOpen': forWorkers,
  'cases.suggestMediators': only(['clerk', 'manager'], '案件由受理员或者主任交办。'),
  'cases.search': forReaders,
  'drafts.save': ownWork,
  'drafts.get': ownWork,
  'drafts.list': ownWork,
  'drafts.discard': ownWork,
  'home.work': forReaders,
  'ledger.page': forReaders,
  'ledger.views': forReaders,
  'ledger.saveView': ownWork,
  'ledger.removeView': ownWork,
  'ledger.startExport': forOverseers,
  'ledger.exportProgress': forOverseers,
  'ledger.cancelExport': forOverseers,
  'ledger.exportFile': forOverseers,
  'documents.preview': forOverseers,
  'documents.issue': forWorkers,
  'documents.word': forOverseers,
  'documents.desk': forOverseers,
  'documents.file': forOverseers,
  'dossier.view': forOverseers,
  'dossier.volume': forOverseers,
  'dossier.word': forOverseers,
  'dossier.archive': forOverseers,
  'posters.buildings': posters,
  'posters.registerBuildings': posters,
  'posters.renameBuilding': posters,
  'posters.streets': posters,
  'posters.print': posters,
  'files.attach': forReaders,
  'files.scanned': forWorkers,
  'files.attachScanned': forWorkers,
  'files.file': forReaders,
  'files.places': forReaders,
  'directory.centers': 'signed_in',
  'directory.searchPlaces': 'signed_in',
  'directory.place': 'signed_in',
  'directory.mediators': forReaders,
  'directory.staff': only(['it', 'security', 'auditor'], '账号由三员查看。'),
  'directory.addStaff': it,
  'directory.setStaffActive': it,
  'directory.setStaffRoles': security,
  'directory.appointSecurity': it,
  'directory.setStaffContact': it,
  'directory.setStaffMediation': it,
  'directory.resetPassword': security,
  'directory.unlock': security,
  'directory.resetSecondFactor': security,
  'settings.get': 'signed_in',
  'settings.ownTemplates': only(['it', 'manager'], forIt),
  'settings.templateSample': only(['it', 'manager'], forIt),
  'settings.change': it,
  'settings.importCalendar': it,
  'settings.lan': it,
  'settings.setLan': it,
  'settings.scanFolder': it,
  'settings.setScanFolder': it,
  'keys.unlock': 'anybody',
  'keys.status': it,
  'keys.recoverySheet': it,
  'keys.noteRecoveryPrinted': it,
  'keys.renewRecovery': it,
  'keys.setPassphrase': it,
  'backups.view': it,
  'backups.setTarget': it,
  'backups.makeNow': it,
  'backups.preview': it,
  'backups.restore': it,
  'moving.word': it,
  'moving.pack': it,
  'moving.look': 'anybody',
  'moving.bringIn': 'anybody',
  'moving.undo': 'anybody',
  'rooms.record': forWorkers,
  'rooms.takeSignature': forWorkers,
  'signing.draw': forWorkers,
  'signing.fingerprint': forWorkers,
  'signing.seal': only(['manager'], '委员会印章由主任加盖'),
  'signing.execute': forWorkers,
  'signing.setSeal': seal,
  'signing.sealPicture': seal,
  'audit.entries': auditor,
  'audit.exported': auditor,
  'audit.history': history,
  'audit.verify': history,
  'audit.stopVerifying': history,
  'personalData.erasureOf': asksErasure,
  'personalData.requestErasure': asksErasure,
  'personalData.erasures': only(['manager', 'head', 'security', 'auditor'], '删除申请由主任、中心负责人和三员查看。'),
  'personalData.approveErasure': decidesErasure,
  'personalData.refuseErasure': decidesErasure,
  'personalData.findPerson': only(['manager', 'head'], '个人信息由主任或者中心负责人查找。'),
  'personalData.exportPerson': only(['manager'], '本人信息由主任导出、交给本人。'),
  'sync.diagnosis': it,
  'sync.line.settings': it,
  'sync.line.change': it,
  'sync.line.check': it,
  'sync.corner': 'signed_in',
  'sync.overview': sync,
  'sync.now': sync,
  'sync.enrol': it,
  'sync.consent': only(['manager'], '由主任核对后决定是否继续。'),
  'sync.withdraw': 'signed_in',
  'sync.handToCity': 'signed_in',
} as const satisfies Readonly<Record<string, Permission>>;

/** A procedure of the center, as `cases.get`. contract/index.ts holds these names equal to the contract's. */
export type Procedure = keyof typeof permissions;

const table: ReadonlyMap<string, Permission> = new Map(Object.entries(permissions));

/** The scopes in which these roles may call the procedure; empty where they may not. Unknown procedures are nobody's. */
export function scopesOf(procedure: string, roles: readonly Role[]): readonly Scope[] {
  const permission = table.get(procedure);
  if (permission === undefined || permission === 'anybody') return [];
  if (permission === 'signed_in') return ['own'];
  return [...new Set(roles.flatMap((role) => permission.by[role] ?? []))];
}

/** Whether these roles may call it at all; of which subject is another question. */
export function may(roles: readonly Role[], procedure: Procedure): boolean {
  return isForAnybody(procedure) || scopesOf(procedure, roles).length > 0;
}

export function isForAnybody(procedure: string): boolean {
  return table.get(procedure) === 'anybody';
}

/** What is said to who may not: whose it is, in Chinese; null where only the general words fit. */
export function refusalWords(procedure: string): string | null {
  const permission = table.get(procedure);
  return typeof permission === 'object' ? (permission.refusal ?? null) : null;
}
