import { CheckCircleOutlined, DisconnectOutlined, WarningOutlined } from '@ant-design/icons';
import { assertNever } from '../status/assert-never.ts';
import { IconBesideWords } from '../status/IconBesideWords.tsx';

/** What the header says about the data: words first, a time or count behind them. */
export interface ConnectionSign {
  readonly tone: 'good' | 'attention' | 'cut';
  readonly text: string;
  readonly detail?: string | undefined;
}

function icon(tone: ConnectionSign['tone']) {
  switch (tone) {
    case 'good':
      return <CheckCircleOutlined />;
    case 'attention':
      return <WarningOutlined />;
    case 'cut':
      return <DisconnectOutlined />;
    default:
      return assertNever(tone);
  }
}

export function SyncState({ sign }: { readonly sign: ConnectionSign }) {
  return (
    <span className={`header-sync ${sign.tone === 'good' ? '' : 'soon'}`} role="status">
      <IconBesideWords icon={icon(sign.tone)} />
      {sign.text}
      {sign.detail === undefined ? null : <span className="muted">{sign.detail}</span>}
    </span>
  );
}
