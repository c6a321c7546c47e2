import { ColumnWidthOutlined, DeleteOutlined, PushpinOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { LedgerView } from './ledger-state.ts';

interface LedgerViewsProps {
  readonly views: readonly LedgerView[];
  readonly current: string;
  readonly onChoose: (view: LedgerView) => void;
  readonly onSave: () => void;
  readonly onColumns: () => void;
  /** Given where the view that is shown is the person's own. */
  readonly onRemove: (() => void) | undefined;
}

const OVERDUE = '超期';

/** The views as tabs, each with the cases that it holds now. */
export function LedgerViews({ views, current, onChoose, onSave, onColumns, onRemove }: LedgerViewsProps) {
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    tabs.current?.querySelector(`[data-view="${current}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <div className="ledger-views">
      <h1>案件台账</h1>
      <nav ref={tabs} className="ledger-tabs" aria-label="视图">
        {views.map((view) => (
          <button
            key={view.id}
            type="button"
            data-view={view.id}
            aria-current={view.id === current ? 'true' : undefined}
            className={view.builtIn && view.name === OVERDUE && view.count > 0 ? 'late' : ''}
            onClick={() => onChoose(view)}
          >
            {view.name}
            <span>{view.count.toLocaleString('zh-CN')}</span>
          </button>
        ))}
      </nav>
      {onRemove ? (
        <Button icon={<DeleteOutlined aria-hidden="true" />} onClick={onRemove} title="删掉这个视图，案件不受影响">
          删视图
        </Button>
      ) : null}
      <Button
        icon={<PushpinOutlined aria-hidden="true" />}
        onClick={onSave}
        aria-keyshortcuts="Control+S"
        title="Ctrl+S"
      >
        存为视图
      </Button>
      <Button
        icon={<ColumnWidthOutlined aria-hidden="true" />}
        onClick={onColumns}
        aria-keyshortcuts="Alt+C"
        title="Alt+C"
      >
        列
      </Button>
    </div>
  );
}
