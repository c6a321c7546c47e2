import { KeyOutlined, LogoutOutlined, MobileOutlined, UserOutlined, UserSwitchOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { type MenuEntry, OwnMenuButton } from './OwnMenuButton.tsx';
import { type ConnectionSign, SyncState } from './SyncState.tsx';
import './header.css';

/** What a person does about the own signing in. */
export interface OwnMenu {
  /** The password is the one that stands in the manual. */
  readonly samplePassword: boolean;
  readonly secondFactor: boolean;
  readonly onSignOut: () => void;
  readonly onSwitch: () => void;
  readonly onChangePassword: () => void;
  readonly onSecondFactor: () => void;
}

interface HeaderProps {
  readonly place: { readonly center: string; readonly desk: string };
  readonly person: { readonly name: string; readonly role: string };
  readonly sign: ConnectionSign;
  readonly own: OwnMenu;
  /** The global search. */
  readonly children: ReactNode;
}

export function Header({ place, person, sign, own, children }: HeaderProps) {
  const entries: readonly MenuEntry[] = [
    { key: 'password', icon: KeyOutlined, label: '改密码', run: own.onChangePassword },
    {
      key: 'factor',
      icon: MobileOutlined,
      label: own.secondFactor ? '换绑动态口令' : '绑定动态口令',
      run: own.onSecondFactor,
    },
    { key: 'switch', icon: UserSwitchOutlined, label: '换人', run: own.onSwitch },
    { key: 'out', icon: LogoutOutlined, label: '退出登录', run: own.onSignOut },
  ];
  return (
    <header className="header">
      <div className="header-place">
        <b>{place.center}</b>
        <span className="muted">{place.desk}</span>
      </div>
      {children}
      <SyncState sign={sign} />
      <OwnMenuButton entries={entries}>
        <UserOutlined aria-hidden="true" />
        <span>{person.name}</span>
        <span className="muted">{person.role}</span>
      </OwnMenuButton>
    </header>
  );
}
