import { CheckOutlined, ClockCircleOutlined } from '@ant-design/icons';
import type { CaseView } from '../../contract/cases.ts';
import type { Actor } from '../../domain/access/roles.ts';
import { marksToMake } from '../cases/case-page/forms/marks-to-make.ts';
import { markName } from '../cases/case-page/forms/result-forms.ts';
import { PhoneSignatures } from '../rooms/PhoneSignatures.tsx';
import './snippets.css';

/** Who has signed the paper, and who has not yet (人民调解法 29). */
export function SignersCard({ view, actor }: { readonly view: CaseView; readonly actor: Actor }) {
  const { agreement } = view.state;
  const written = agreement?.form === 'written';
  return (
    <aside className="card signers" aria-label="签名盖章">
      <h2>签名盖章</h2>
      {written ? (
        <ul>
          {agreement.marks.map((mark) => (
            <li key={mark.actionId} className="signer">
              <CheckOutlined className="text-good" role="img" aria-label="已签" />
              <span>
                {markName({ view }, mark)}
                <br />
                <span className="small muted">{mark.signedOn}</span>
              </span>
            </li>
          ))}
          {marksToMake(view, actor)
            .filter(({ needed }) => needed)
            .map((mark) => (
              <li key={mark.key} className="signer">
                <ClockCircleOutlined className="muted" role="img" aria-label="还没签" />
                <span>
                  {mark.name}
                  <br />
                  <span className="small muted">
                    {mark.as}，{mark.blocked ?? (mark.kind === 'seal' ? '还没盖' : '还没签')}
                  </span>
                </span>
              </li>
            ))}
        </ul>
      ) : (
        <p className="small muted">口头协议不用当事人签名，登记表由调解员签名、委员会盖章后入卷。</p>
      )}
      {written ? <PhoneSignatures view={view} /> : null}
    </aside>
  );
}
