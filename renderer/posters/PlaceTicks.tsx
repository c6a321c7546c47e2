import { Button, Checkbox } from 'antd';
import { EmptyState } from '../status/EmptyState.tsx';
import type { PosterGroup } from './poster-choices.ts';

interface PlaceTicksProps {
  readonly groups: readonly PosterGroup[];
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (code: string, isTicked: boolean) => void;
  readonly onRename: (code: string) => void;
}

/** The places of a street, each ticked or not; a building beside the way to rename it. */
export function PlaceTicks({ groups, ticked, onTick, onRename }: PlaceTicksProps) {
  return (
    <section className="card posters-places" aria-label="地方">
      {groups.length === 0 ? <EmptyState>选好街道，这里列出它的社区、村和登记过的楼栋。</EmptyState> : null}
      {groups.map(({ title, rows }) => (
        <fieldset key={title}>
          <legend>
            {title} <span className="small muted">{rows.length}</span>
          </legend>
          <ul>
            {rows.map(({ code, name, within }) => (
              <li key={code}>
                <Checkbox checked={ticked.has(code)} onChange={({ target }) => onTick(code, target.checked)}>
                  {name}
                  {within === null ? null : <span className="small muted">　{within}</span>}
                </Checkbox>
                {within === null ? null : (
                  <Button size="small" type="text" aria-label={`改名 ${name}`} onClick={() => onRename(code)}>
                    改名
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </fieldset>
      ))}
    </section>
  );
}
