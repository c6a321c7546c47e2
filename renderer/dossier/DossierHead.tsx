import type { CaseView } from '../../contract/cases.ts';
import type { DossierView } from '../../contract/dossier.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { ariaKeys, Key } from '../keyboard/Key.tsx';
import { CaseStatusTag } from '../status/StatusTag.tsx';
import { countLacking } from './dossier-rows.ts';

interface DossierHeadProps {
  readonly view: CaseView;
  readonly dossier: DossierView;
  /** Binds other cases into the same volume; null where this one has to stand alone. */
  readonly onJoin: { readonly combo: string; readonly run: () => void } | null;
}

/** Which dossier it is, how thick, what it lacks, and where it lies once it is archived. */
export function DossierHead({ view, dossier, onJoin }: DossierHeadProps) {
  const lacking = countLacking(dossier);
  const { archive } = dossier;
  return (
    <header className="dossier-head">
      <h1>
        {dossier.title} <CaseStatusTag status={view.state.status} exact />
      </h1>
      <p>
        <span>
          <span className="muted">案号</span> {dossier.caseNumber}
        </span>
        <span>
          <span className="muted">卷内</span> {dossier.pages} 页
        </span>
        {lacking > 0 ? <b className="late">还缺 {lacking} 样</b> : <span>材料齐全</span>}
        {archive === null ? null : (
          <>
            <span>
              <span className="muted">卷号</span> {archive.shelf ?? '未编'}
            </span>
            <span>
              <span className="muted">保管期限</span> {dossier.retention}
            </span>
            <span>
              <span className="muted">归档</span> {formatInstant(archive.archivedAt).slice(0, 10)}{' '}
              {view.staffNames[archive.archivedBy] ?? ''}
            </span>
          </>
        )}
        {onJoin ? (
          <button type="button" className="card-link" onClick={onJoin.run} aria-keyshortcuts={ariaKeys(onJoin.combo)}>
            多案一卷 <Key combo={onJoin.combo} />
          </button>
        ) : null}
      </p>
    </header>
  );
}
