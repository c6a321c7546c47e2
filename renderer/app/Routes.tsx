import { Suspense } from 'react';
import { Route, Switch } from 'wouter';
import type { Role } from '../../domain/access/roles.ts';
import { Screen } from '../frame/Screen.tsx';
import { EmptyState } from '../status/EmptyState.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { catalogue, opens, pages } from './catalogue.ts';
import { ScreenBoundary } from './ScreenBoundary.tsx';
import { screens } from './screens.ts';

/** One route for each screen that exists and that the roles may open. */
export function Routes({ roles }: { readonly roles: readonly Role[] }) {
  const open = [...catalogue, ...pages].filter((entry) => opens(roles, entry));
  return (
    <Switch>
      {open.map(({ id, path }) => {
        const Page = screens[id];
        return Page ? (
          <Route key={id} path={path}>
            <ScreenBoundary key={id}>
              <Suspense fallback={<Opening />}>
                <Page />
              </Suspense>
            </ScreenBoundary>
          </Route>
        ) : null;
      })}
      <Route>
        <Screen title="没有这一页" back={{ to: '/', label: '回工作台' }}>
          <EmptyState first={{ combo: 'Esc', label: '回工作台' }}>没有这一页，或者您的岗位不用这一页。</EmptyState>
        </Screen>
      </Route>
    </Switch>
  );
}

function Opening() {
  return (
    <Screen title="正在打开">
      <Waiting label="正在打开" />
    </Screen>
  );
}
