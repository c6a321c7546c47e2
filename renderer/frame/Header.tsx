import { KeyOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { Dropdown, type MenuProps } from 'antd';
import type { ReactNode } from 'react';
import { type ConnectionSign, SyncState } from './SyncState.tsx';
import './header.css';

interface HeaderProps {
  readonly place: { readonly center: string; readonly desk: string };
  readonly person: { readonly name: string; readonly role: string };
  readonly sign: ConnectionSign;
  readonly onSignOut: () => void;
  readonly onChangePassword?: (() => void) | undefined;
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

export function Header({ place, person, sign, onSignOut, onChangePassword, children }: HeaderProps) {
  const change = onChangePassword
    ? [
        {
          key: 'password',
          icon: <KeyOutlined aria-hidden="true" />,
          label: '改密码',
          onClick: chosen(onChangePassword),
        },
      ]
    : [];
  const out = {
    key: 'out',
    icon: <LogoutOutlined aria-hidden="true" />,
    label: '退出登录',
    onClick: chosen(onSignOut),
  };
  return (
    <header className="header">
      <div className="header-place">
        <b>{place.center}</b>
        <span className="muted">{place.desk}</span>
      </div>
      {children}
      <SyncState sign={sign} />
      <Dropdown trigger={['click']} autoFocus menu={{ items: [...change, out] }}>
        <button type="button" className="header-person" aria-haspopup="menu">
          <UserOutlined aria-hidden="true" />
          <span>{person.name}</span>
          <span className="muted">{person.role}</span>
        </button>
      </Dropdown>
    </header>
  );
}
