import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ariaKeys, Key } from '../keyboard/Key.tsx';
import { IconBesideWords } from '../status/IconBesideWords.tsx';
import { useTextSize } from '../theme/text-size.ts';
import './sider.css';

export interface ModuleLink {
  readonly path: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** Alt + this digit opens it; null for the one that comes after nine. */
  readonly digit: number | null;
  /** A key of its own that works everywhere, with the words of the list of keys: F2 新登记. */
  readonly combo?: { readonly key: string; readonly label: string } | undefined;
}

/** The module that a location lies in: the longest path that begins it, the home page only itself. */
export function currentModule(modules: readonly ModuleLink[], location: string): ModuleLink | undefined {
  return modules
    .filter((module) => location === module.path || (module.path !== '/' && location.startsWith(`${module.path}/`)))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

interface SiderProps {
  readonly modules: readonly ModuleLink[];
  readonly location: string;
  /** What is to be seen on every page, until it is done. */
  readonly notice?: ReactNode;
}

export function Sider({ modules, location, notice }: SiderProps) {
  const current = currentModule(modules, location);
  return (
    <nav className="sider" aria-label="模块">
      <div className="sider-brand">矛盾纠纷调处</div>
      <ul className="sider-list">
        {modules.map((module) => (
          <li key={module.path}>
            <Link
              href={module.path}
              className="sider-link"
              aria-current={module === current ? 'page' : undefined}
              aria-keyshortcuts={module.digit === null ? undefined : ariaKeys(`Alt+${module.digit}`)}
            >
              <IconBesideWords icon={module.icon} />
              {module.label}
              {module.digit === null ? null : <Key combo={String(module.digit)} />}
            </Link>
          </li>
        ))}
      </ul>
      {notice}
      <SiderFoot />
    </nav>
  );
}

function SiderFoot() {
  const { size, kept, choose } = useTextSize();
  return (
    <div className="sider-foot">
      <p>Alt + 数字 切换模块</p>
      <p className="sider-sizes">
        字号：
        <button type="button" aria-pressed={size === 'standard'} onClick={() => choose('standard')}>
          标准
        </button>
        <button type="button" aria-pressed={size === 'large'} onClick={() => choose('large')}>
          大
        </button>
      </p>
      {kept ? null : <p className="soon">浏览器不让保存，关窗后恢复标准字号</p>}
    </div>
  );
}
