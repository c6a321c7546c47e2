import { LockOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { OfferedAction } from '../../../domain/cases/decide.ts';
import { ariaKeys, Key } from '../../keyboard/Key.tsx';
import { IconBesideWords } from '../../status/IconBesideWords.tsx';
import { actionCombo, actionEntry, type PageAction } from './action-catalogue.ts';
import { actionIcons } from './action-icons.tsx';
import { groupOffered, type OfferedHere } from './offered.ts';
import './actions.css';

interface ActionsCardProps {
  readonly offered: readonly OfferedAction[];
  /** The action under Ctrl+Enter, where it is this person's. */
  readonly main: PageAction | null;
  readonly onRun: (action: PageAction) => void;
  /** Why the police may have to be told, by the words of the case; null where nothing speaks for it. */
  readonly danger: string | null;
  /** What went wrong with an action that has no form. */
  readonly children: ReactNode;
}

/** What may be done now, what may not be done yet and why: all of it as the center says (LOG-6). */
export function ActionsCard({ offered, main, onRun, danger, children }: ActionsCardProps) {
  const { steps, asides, blocked, others, police } = groupOffered(offered);
  const mainFirst = [...steps.filter((each) => each.action === main), ...steps.filter((each) => each.action !== main)];
  return (
    <aside className="card case-actions" aria-labelledby="actions">
      <h2 id="actions">现在可以做</h2>
      {children}
      <ul className="actions">
        {mainFirst.map((each) => (
          <Action key={each.action} offered={each} isMain={each.action === main} onRun={onRun} />
        ))}
        {mainFirst.length === 0 ? (
          <li className="muted actions-none">这一步由别人办，您可以看，也可以记一笔。</li>
        ) : null}
      </ul>
      {asides.length === 0 ? null : (
        <ul className="actions actions-aside" aria-label="随时可以做">
          {asides.map((each) => (
            <Action key={each.action} offered={each} isMain={false} onRun={onRun} />
          ))}
        </ul>
      )}
      {blocked.length + others.length === 0 ? null : (
        <>
          <h3 className="actions-part">现在还不能做</h3>
          <ul className="actions-no">
            {blocked.map(({ message, source, labels }) => (
              <li key={message}>
                <LockOutlined aria-hidden="true" />
                <span>
                  {labels.join('、')}
                  <br />
                  <span className="small">
                    {message}
                    {source === undefined ? null : `（${source}）`}
                  </span>
                </span>
              </li>
            ))}
            {others.map(({ who, labels }) => (
              <li key={who}>
                <LockOutlined aria-hidden="true" />
                <span>
                  {labels.join('、')}
                  <br />
                  <span className="small">由{who}办理</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {police === null ? null : (
        <div className="actions-police">
          <h3 className="actions-part">觉得可能违法犯罪或矛盾升级</h3>
          {danger === null ? null : <p className="small soon">{danger}</p>}
          <ul className="actions">
            <Action offered={{ ...police, label: '马上报公安' }} isMain={false} onRun={onRun} />
          </ul>
        </div>
      )}
    </aside>
  );
}

interface ActionProps {
  readonly offered: OfferedHere;
  readonly isMain: boolean;
  readonly onRun: (action: PageAction) => void;
}

function Action({ offered: { action, label }, isMain, onRun }: ActionProps) {
  const { note } = actionEntry(action);
  const combo = isMain ? 'Ctrl+Enter' : actionCombo(action);
  return (
    <li>
      <button
        type="button"
        className={`action ${isMain ? 'action-is-main' : ''}`}
        aria-keyshortcuts={ariaKeys(combo)}
        onClick={() => onRun(action)}
      >
        <IconBesideWords icon={actionIcons[action]} />
        <span className="action-label">{label}</span>
        {note === undefined ? null : <span className="small muted">{note}</span>}
        <Key combo={combo} />
      </button>
    </li>
  );
}
