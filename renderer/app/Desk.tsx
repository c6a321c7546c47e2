import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useStore } from 'zustand';
import { may } from '../../domain/access/permissions.ts';
import { roleName } from '../../domain/access/roles.ts';
import { queries } from '../api/client.ts';
import { connection } from '../api/connection.ts';
import { Frame } from '../frame/Frame.tsx';
import { ScreenMemory } from '../frame/screen-memory.tsx';
import { ChangePasswordDialog } from '../sessions/ChangePasswordDialog.tsx';
import { rememberedOf } from '../sessions/places.ts';
import { SecondFactorDialog } from '../sessions/SecondFactorDialog.tsx';
import { SignedInContext } from '../sessions/signed-in.ts';
import type { Session } from '../sessions/use-session.ts';
import { useCornerSign } from '../sync/use-sync.ts';
import { type ModuleId, modulesFor } from './catalogue.ts';
import { connectionSign } from './connection-sign.ts';
import { moduleIcons } from './module-icons.tsx';
import { Routes } from './Routes.tsx';
import { screens } from './screens.ts';
import { searchEverything } from './search-everything.ts';

interface DeskProps {
  readonly session: Session;
  readonly onSignOut: () => void;
  /** Something of the person has changed: the password, the codes of the telephone. */
  readonly onChanged: () => void;
  /** Somebody else sits down. */
  readonly onSwitch: () => void;
}

/** The frame with the modules of whoever is signed in. */
export function Desk({ session, onSignOut, onChanged, onSwitch }: DeskProps) {
  const [dialog, setDialog] = useState<'none' | 'password' | 'second factor'>('none');
  const close = (): void => setDialog('none');
  const changed = (): void => {
    close();
    onChanged();
  };
  const { connected, lostAt, service, recovered } = useStore(connection);
  const corner = useCornerSign(session.roles);
  const status = useQuery(queries.center.status.queryOptions());
  const line = connectionSign(connected, lostAt, service, recovered, status.data?.closed);
  const modules = modulesFor(session.roles, (id) => screens[id] !== undefined).map((entry) => ({
    ...entry,
    icon: moduleIcons[entry.id as ModuleId],
  }));
  return (
    <SignedInContext value={session}>
      <ScreenMemory remembered={rememberedOf(session.staffId)}>
        <Frame
          modules={modules}
          place={{ center: session.center.name, desk: session.desk }}
          person={{ name: session.name, role: session.roles.map(roleName).join('、') }}
          // A desk that reaches no center knows nothing of its sync.
          sign={line.tone === 'good' ? (corner ?? line) : line}
          search={may(session.roles, 'cases.search') ? searchEverything : undefined}
          own={{
            samplePassword: session.samplePassword,
            secondFactor: session.secondFactor,
            onSignOut,
            onSwitch,
            onChangePassword: () => setDialog('password'),
            onSecondFactor: () => setDialog('second factor'),
          }}
        >
          <Routes roles={session.roles} />
        </Frame>
        {dialog === 'password' ? <ChangePasswordDialog onClose={close} onChanged={changed} /> : null}
        {dialog === 'second factor' ? <SecondFactorDialog onClose={close} onDone={changed} /> : null}
      </ScreenMemory>
    </SignedInContext>
  );
}
