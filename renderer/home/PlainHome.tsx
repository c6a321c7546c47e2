import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { may } from '../../domain/access/permissions.ts';
import { roles as allRoles } from '../../domain/access/roles.ts';
import { queries } from '../api/client.ts';
import { Screen } from '../frame/Screen.tsx';
import { WaitingErasures } from '../personal-data/WaitingErasures.tsx';
import { useSignedIn } from '../sessions/signed-in.ts';

/** The home of those who neither work on cases nor run the machine: what the account is for, and what waits for it. */
export function PlainHome() {
  const [, navigate] = useLocation();
  const { roles } = useSignedIn();
  const grants = may(roles, 'directory.setStaffRoles');
  const reads = may(roles, 'directory.staff');
  const staff = useQuery({ ...queries.directory.staff.queryOptions(), enabled: grants });
  const waiting = staff.data?.filter((member) => member.active && member.roles.length === 0) ?? [];
  return (
    <Screen
      title="工作台"
      secondary={[]}
      {...(reads
        ? { main: { label: grants ? '授予岗位' : '看账号', onRun: () => navigate('/settings?part=staff') } }
        : {})}
    >
      <div className="it-home">
        <section className="card side-card" aria-label="我的岗位">
          <h2>我的岗位</h2>
          {allRoles
            .filter(({ id }) => roles.includes(id))
            .map(({ id, name, duty }) => (
              <p key={id}>
                {name}：{duty}
              </p>
            ))}
          {roles.length === 0 ? <p>这个账号还没有岗位，请安全保密管理员授予。授予后马上生效，不用重新登录。</p> : null}
        </section>
        <WaitingErasures />
        {grants ? (
          <section className="card side-card" aria-label="等授予岗位的账号">
            <h2>等授予岗位的账号</h2>
            <p>
              {waiting.length === 0 ? '没有。' : waiting.map(({ name, account }) => `${name}（${account}）`).join('、')}
            </p>
          </section>
        ) : null}
      </div>
    </Screen>
  );
}
