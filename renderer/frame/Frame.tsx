import { type ReactNode, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Key } from '../keyboard/Key.tsx';
import { KeyScope } from '../keyboard/KeyboardProvider.tsx';
import type { ActionKey } from '../keyboard/registry.ts';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { GlobalSearch, type GlobalSearchHandle, type SearchEverything } from './GlobalSearch.tsx';
import { Header, type OwnMenu } from './Header.tsx';
import { KeysOverlay } from './KeysOverlay.tsx';
import { type ModuleLink, Sider } from './Sider.tsx';
import type { ConnectionSign } from './SyncState.tsx';
import './frame.css';

export interface FrameProps {
  readonly children: ReactNode;
  /** Modules that the signed-in person has, in order. */
  readonly modules: readonly ModuleLink[];
  readonly place: { readonly center: string; readonly desk: string };
  readonly person: { readonly name: string; readonly role: string };
  readonly sign: ConnectionSign;
  /** Left out for roles that read no case; the field is then not shown. */
  readonly search?: SearchEverything | undefined;
  readonly own: OwnMenu;
}

/** Modules at the left, place and person at the top; the rest belongs to the screen. */
export function Frame(props: FrameProps) {
  return (
    <KeyScope scope="frame">
      <FrameInside {...props} />
    </KeyScope>
  );
}

function FrameInside({ children, modules, search, ...header }: FrameProps) {
  const [location, navigate] = useLocation();
  const [keysShown, setKeysShown] = useState(false);
  const searchField = useRef<GlobalSearchHandle>(null);

  const open = (module: ModuleLink) => () => navigate(module.path);
  const ownKeys = modules.flatMap((module): readonly ActionKey[] =>
    module.combo ? [{ combo: module.combo.key, label: module.combo.label, run: open(module) }] : [],
  );
  const digits = modules.flatMap((module): readonly ActionKey[] =>
    module.digit === null ? [] : [{ combo: `Alt+${module.digit}`, label: module.label, run: open(module) }],
  );
  useActionKeys([
    ...ownKeys,
    ...(search ? [{ combo: 'F3', label: '搜全部', run: () => searchField.current?.focus() }] : []),
    ...digits,
    { combo: 'F6', label: '换人', run: header.own.onSwitch },
    { combo: 'Alt+K', label: '改密码', run: header.own.onChangePassword },
    { combo: 'Ctrl+/', label: '全部按键', everywhere: true, run: () => setKeysShown((shown) => !shown) },
  ]);

  return (
    <div className="frame">
      <Sider
        modules={modules}
        location={location}
        notice={header.own.samplePassword ? <SampleNotice {...header.own} /> : null}
      />
      <Header {...header}>{search ? <GlobalSearch ref={searchField} search={search} /> : null}</Header>
      <KeyScope scope="screen">{children}</KeyScope>
      {keysShown ? <KeysOverlay onClose={() => setKeysShown(false)} /> : null}
    </div>
  );
}

function SampleNotice({ onChangePassword }: Pick<OwnMenu, 'onChangePassword'>) {
  return (
    <button type="button" className="sider-sample" onClick={onChangePassword} aria-keyshortcuts="Alt+K">
      示例口令，请修改 <Key combo="Alt+K" />
    </button>
  );
}
