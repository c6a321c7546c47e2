import type { Caller, Dependencies } from '../../services/dependencies.ts';
import { addStaff } from '../../services/directory/staff.ts';
import type { Store } from '../../services/ports.ts';
import { setUpCenter } from '../../services/setup/set-up.ts';

const SAMPLE_CENTER_NAME = '金水区综治中心';
const SAMPLE_PASSWORD = 'fengqiao2026';

/** Sets up a center with staff of every role. */
export async function seedSample(dependencies: Dependencies): Promise<void> {
  await setUpCenter(dependencies, {
    centerName: SAMPLE_CENTER_NAME,
    centerShortName: '金',
    areaCode: '410105',
    committeeName: '郑州市金水区人民调解委员会',
    committeeShortName: '金水',
    phone: '0371-60000000',
    address: '郑州市金水区',
    administrator: { account: 'chenjing', name: '陈静', password: SAMPLE_PASSWORD },
  });
  const member = await dependencies.store.read(({ directory }) => directory.byAccount('chenjing'));
  if (!member) throw new Error('the sample administrator is missing');
  const caller: Caller = { staffId: member.staffId, roles: member.roles, name: member.name, desk: '' };
  for (const [account, name, roles] of [
    ['chengmin', '程敏', ['clerk', 'mediator', 'manager']],
    ['zhangwei', '张卫', ['mediator']],
    ['lihua', '李华', ['mediator']],
    ['clerk', '周芳', ['clerk']],
    ['admin', '吴科', ['it']],
  ] as const) {
    const actionId = dependencies.environment.newId();
    await addStaff(dependencies, caller, { actionId, account, name, roles, phone: null, password: SAMPLE_PASSWORD });
  }
}

export async function sampleSignInOf(store: Store): Promise<{ account: string; password: string } | null> {
  const settings = await store.read((reads) => reads.settings.settings());
  return settings?.settings.name === SAMPLE_CENTER_NAME ? { account: 'chengmin', password: SAMPLE_PASSWORD } : null;
}
