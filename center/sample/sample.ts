import type { Reach } from '../../domain/access/reach.ts';
import type { Role } from '../../domain/access/roles.ts';
import { SAMPLE_CENTER_NAME, SAMPLE_PASSWORD } from '../../domain/access/sample.ts';
import type { CaseStatus } from '../../domain/cases/status.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { addDays } from '../../domain/deadlines/plain-date.ts';
import type { Caller, Dependencies } from '../../services/dependencies.ts';
import { setStaffMediation } from '../../services/directory/mediators.ts';
import { registerStaff } from '../../services/directory/staff.ts';
import type { Store } from '../../services/ports.ts';
import { hashPassword, verifyPassword } from '../../services/sessions/password.ts';
import { setUpCenter } from '../../services/setup/set-up.ts';
import { type GeneratedCase, type SampleWorld, standsAsWished, type Wish, wishCase } from './generate-case.ts';
import { officeTime } from './office-time.ts';
import { placeDraw } from './places.ts';
import { backDated, playCases, type Staff } from './play.ts';
import { inheritanceCase } from './report/inheritance.ts';
import { stairwellCase } from './report/stairwell.ts';

const SEED = 20_261_123;

/**
 * Whom `npm start` prints: 程敏 holds desk, mediator and manager in one, as in a small center, so that whoever tries the
 * program can take a case from the door to the archive without signing in again. The others show one role each.
 */
const SHOWN_ACCOUNT = 'chengmin';
const accounts = [
  [SHOWN_ACCOUNT, '程敏', ['clerk', 'mediator', 'manager']],
  ['zhangwei', '张卫', ['mediator']],
  ['lihua', '李华', ['mediator']],
  ['wangyi', '王祎', ['mediator']],
  ['clerk', '周芳', ['clerk']],
  ['fuzeren', '何勇', ['head']],
  ['wangge', '孙梅', ['grid_worker'], { placeCode: '410105017' }],
  ['bumen', '钱进', ['department_handler'], { unit: '区住房和城乡建设局' }],
  ['yanshou1', '赵乡', ['acceptance_street'], { placeCode: '410105017' }],
  ['yanshou2', '钱县', ['acceptance_area'], { placeCode: '410105' }],
  ['yanshou3', '孙市', ['acceptance_city'], { placeCode: '4101' }],
] as const satisfies readonly (readonly [string, string, readonly Role[], Partial<Reach>?])[];

/** What the mediators are good at, and where, as the suggestion of one shows it. */
const mediations = [
  { account: 'zhangwei', specialities: ['02', '17'], servedPlace: '410105016' },
  { account: 'lihua', specialities: ['10', '11', '15'], servedPlace: '410105017' },
  { account: 'wangyi', specialities: ['01', '04'], servedPlace: null },
] as const;

/** 三员分立: three accounts that read no case. */
const keepers = {
  it: { account: 'admin', name: '吴科' },
  security: { account: 'anquan', name: '郑安' },
  auditor: { account: 'shenji', name: '沈计' },
};

/** How the generated cases stand when the program is first opened: every status, and each group of the home page. */
const wishes: readonly (readonly [wish: Wish, count: number])[] = [
  [{ status: 'registered', due: 'overdue' }, 1],
  [{ status: 'registered', due: 'today' }, 1],
  [{ status: 'registered', due: 'later' }, 3],
  [{ status: 'accepted', due: 'today' }, 1],
  [{ status: 'accepted', due: 'later' }, 1],
  [{ status: 'triaged', due: 'today' }, 1],
  [{ status: 'triaged', due: 'later' }, 1],
  [{ status: 'assigned', due: 'overdue' }, 1],
  [{ status: 'assigned', due: 'later' }, 2],
  [{ status: 'returned', due: 'later' }, 1],
  [{ status: 'signed_in', due: 'later' }, 2],
  [{ status: 'mediating', due: 'overdue' }, 1],
  [{ status: 'mediating', due: 'today' }, 1],
  [{ status: 'mediating', due: 'later' }, 4],
  [{ status: 'agreed', due: 'later' }, 2],
  [{ status: 'performing', due: 'overdue' }, 1],
  [{ status: 'performing', due: 'later' }, 3],
  [{ status: 'follow_up', due: 'later' }, 3],
  [{ status: 'failed' }, 1],
  [{ status: 'terminated' }, 1],
  [{ status: 'transferred' }, 1],
  [{ status: 'refused' }, 1],
  [{ status: 'closed' }, 2],
  [{ status: 'archived' }, 4],
];

/** Cases tried for one wish; some stories cannot stand as wished on some days. */
const TRIES = 10;

/** Fills a new store: a center with staff of every role, the report's two cases, and others in every status. */
export async function seedSample(dependencies: Dependencies): Promise<void> {
  const { environment, store, rules, divisions } = dependencies;
  const now = environment.now();
  const { past, setClock } = backDated(dependencies);
  setClock(now - 300 * 24 * 3_600_000);
  const staff = await setUpStaff(past);
  const { calendar, deadlines } = await store.read(({ settings }) => rules.current(settings));
  const world: SampleWorld = {
    places: placeDraw(divisions, '410105'),
    office: officeTime(calendar),
    calendar,
    deadlines,
    now,
    clerkId: staff.clerk.staffId,
    managerId: staff.manager.staffId,
    mediatorIds: [...staff.mediators.keys()],
  };
  const zhangWei = [...staff.mediators.values()].find(({ name }) => name === '张卫') ?? staff.manager;
  const reporters = { clerkId: staff.clerk.staffId, mediatorId: zhangWei.staffId };
  const workdayAgo = (days: number) => toChinaDate(world.office.on(addDays(toChinaDate(now), -days), 0));
  await playCases(
    dependencies,
    [
      stairwellCase(workdayAgo(26), reporters),
      inheritanceCase(workdayAgo(75), { ...reporters, mediatorId: staff.clerk.staffId }),
      ...wishedCases(world),
    ],
    staff,
  );
}

function wishedCases(world: SampleWorld): readonly GeneratedCase[] {
  let index = 0;
  const told = new Set<string>();
  return wishes.flatMap(([wish, count]) => Array.from({ length: count }, () => nearest(wish)));

  function nearest(wish: Wish): GeneratedCase {
    let found: GeneratedCase | null = null;
    for (let tries = 0; tries < TRIES || found === null; tries += 1) {
      const made = wishCase(SEED, index, world, wish);
      index += 1;
      const { title } = made?.registration ?? { title: '' };
      if (made && !told.has(title) && standsAsWished(made, wish, world)) {
        told.add(title);
        return withoutPapers(made, wish.status);
      }
      found ??= made;
    }
    return withoutPapers(found, wish.status);
  }
}

/**
 * Papers are made where the status cannot do without: a signed agreement, and the whole dossier of a case that goes to
 * the archive. The others can be printed at the desk; making all of them would keep the first start waiting.
 */
function withoutPapers(generated: GeneratedCase, status: CaseStatus): GeneratedCase {
  const whole = status === 'closed' || status === 'archived' || status === 'agreed';
  const acts = generated.acts.filter(({ act }) => act.kind === 'action' || whole || act.form === 'agreement');
  return { ...generated, acts };
}

async function setUpStaff(past: Dependencies): Promise<Staff> {
  // The rules would not let in the password that is printed for everybody; it is kept beside them, and told as what it is.
  const nobodys = `Aa1-${Buffer.from(past.environment.randomBytes(12)).toString('base64url')}`;
  await setUpCenter(past, {
    centerName: SAMPLE_CENTER_NAME,
    centerShortName: '金',
    areaCode: '410105',
    committeeName: '郑州市金水区矛盾纠纷人民调解委员会',
    committeeShortName: '金水',
    phone: '0371-60000100',
    address: '郑州市金水区综治中心一楼大厅',
    administrator: { account: 'chenjing', name: '陈静', password: nobodys },
    keepers,
  });
  const administrator = await past.store.read(({ directory }) => directory.byAccount('chenjing'));
  if (!administrator) throw new Error('the sample administrator is missing');
  const manager: Caller = { ...administrator, desk: '主任室' };
  const callers = new Map<string, Caller>();
  for (const [account, name, roles, reach] of accounts) {
    const actionId = past.environment.newId();
    const member = await registerStaff(past, manager, {
      ...{ actionId, account, name, roles, phone: null, password: nobodys },
      ...reach,
    });
    callers.set(account, { ...member, desk: '1 号窗口' });
  }
  const it = await past.store.read(({ directory }) => directory.byAccount(keepers.it.account));
  for (const { account, ...mediation } of mediations) {
    const staffId = callers.get(account)?.staffId;
    if (!it || staffId === undefined) throw new Error('the sample mediator is missing');
    const actionId = past.environment.newId();
    await setStaffMediation(past, { ...it, desk: '机房' }, { actionId, staffId, ...mediation });
  }
  const kept = { hash: await hashPassword(SAMPLE_PASSWORD), origin: 'sample', setAt: past.environment.now() } as const;
  await past.store.write(async ({ directory, sessions }) => {
    // Everybody, the three keepers too.
    for (const { staffId } of await directory.allStaff())
      await sessions.savePassword(staffId, { ...kept, earlier: [] });
  });
  const clerk = callers.get(SHOWN_ACCOUNT);
  if (!clerk) throw new Error('the sample clerk is missing');
  const mediators = [...callers.values()].filter(({ roles }) => roles.includes('mediator'));
  return { clerk, manager, mediators: new Map(mediators.map((caller) => [caller.staffId, caller])) };
}

/** The sign-in that `npm start` prints; null unless this store holds the sample and the password is still its own. */
export async function sampleSignInOf(store: Store): Promise<{ account: string; password: string } | null> {
  const hash = await store.read(async ({ settings, directory, sessions }) => {
    if ((await settings.settings())?.settings.name !== SAMPLE_CENTER_NAME) return null;
    const member = await directory.byAccount(SHOWN_ACCOUNT);
    return member?.active ? ((await sessions.password(member.staffId))?.hash ?? null) : null;
  });
  return hash && (await verifyPassword(hash, SAMPLE_PASSWORD))
    ? { account: SHOWN_ACCOUNT, password: SAMPLE_PASSWORD }
    : null;
}
