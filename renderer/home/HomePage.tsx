import { may } from '../../domain/access/permissions.ts';
import { useSignedIn } from '../sessions/signed-in.ts';
import { ItHome } from './ItHome.tsx';
import { PlainHome } from './PlainHome.tsx';
import { WorkHome } from './WorkHome.tsx';

/** 工作台. Whoever reads no case has a home without one. */
export default function HomePage() {
  const { roles } = useSignedIn();
  if (may(roles, 'home.work')) return <WorkHome />;
  return may(roles, 'settings.lan') ? <ItHome /> : <PlainHome />;
}
