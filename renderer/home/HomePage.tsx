import { may } from '../../domain/access/permissions.ts';
import { useSignedIn } from '../sessions/signed-in.ts';
import { ItHome } from './ItHome.tsx';
import { WorkHome } from './WorkHome.tsx';

/** 工作台. IT looks after the center and reads no case, so it has a home of its own. */
export default function HomePage() {
  const { roles } = useSignedIn();
  return may(roles, 'home.work') ? <WorkHome /> : <ItHome />;
}
