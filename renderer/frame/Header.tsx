import { KeyOutlined, LogoutOutlined, MobileOutlined, UserOutlined, UserSwitchOutlined } from '@ant-design/icons';
import { Dropdown, type MenuProps } from 'antd';
import type { ReactNode } from 'react';
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

/** Enter must not also press what has the focus after the choice, such as the close button of a dialog that it opens. */
const chosen =
  (action: () => void): NonNullable<MenuProps['onClick']> =>
  ({ domEvent }) => {
    domEvent.preventDefault();
    action();
  };

export function Header({ place, person, sign, own, children }: HeaderProps) {
  const entry = (key: string, Icon: typeof KeyOutlined, label: string, action: () => void) => ({
    key,
    icon: <Icon aria-hidden="true" />,
    label,
    onClick: chosen(action),
  });
  const items = [
    entry('password', KeyOutlined, '改密码', own.onChangePassword),
    entry('factor', MobileOutlined, own.secondFactor ? '换绑动态口令' : '绑定动态口令', own.onSecondFactor),
    entry('switch', UserSwitchOutlined, '换人', own.onSwitch),
    entry('out', LogoutOutlined, '退出登录', own.onSignOut),
  ];
  return (
    <header className="header">
      <div className="header-place">
        <b>{place.center}</b>
        <span className="muted">{place.desk}</span>
      </div>
      {children}
      <SyncState sign={sign} />
      <Dropdown trigger={['click']} autoFocus menu={{ items }}>
        <button type="button" className="header-person" aria-haspopup="menu">
          <UserOutlined aria-hidden="true" />
          <span>{person.name}</span>
          <span className="muted">{person.role}</span>
        </button>
      </Dropdown>
    </header>
  );
}
