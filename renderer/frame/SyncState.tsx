import {
  CheckCircleOutlined,
  CloudOutlined,
  CloudSyncOutlined,
  DisconnectOutlined,
  ExclamationCircleOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { Link } from 'wouter';
import { assertNever } from '../status/assert-never.ts';
import { IconBesideWords } from '../status/IconBesideWords.tsx';

/** What the header says about the data: words first, a time or count behind them. */
export interface ConnectionSign {
  /** `late` is for what needs a person, `attention` for what waits too long or goes wrong, `quiet` for nothing to see. */
  readonly tone: 'good' | 'working' | 'quiet' | 'attention' | 'late' | 'cut';
  readonly text: string;
  readonly detail?: string | undefined;
  /** More, on pointing and for readers of the screen. */
  readonly title?: string;
  /** The page that says more, for who may open it. */
  readonly href?: string;
}

function icon(tone: ConnectionSign['tone']) {
  switch (tone) {
    case 'good':
      return <CheckCircleOutlined />;
    case 'working':
      return <CloudSyncOutlined />;
    case 'quiet':
      return <CloudOutlined />;
    case 'attention':
      return <WarningOutlined />;
    case 'late':
      return <ExclamationCircleOutlined />;
    case 'cut':
      return <DisconnectOutlined />;
    default:
      return assertNever(tone);
  }
}

export function SyncState({ sign }: { readonly sign: ConnectionSign }) {
  const { tone, text, detail, title, href } = sign;
  const words = (
    <>
      <IconBesideWords icon={icon(tone)} />
      {text}
      {detail === undefined ? null : <span className="muted">{detail}</span>}
    </>
  );
  return (
    <span className={`header-sync header-sync-${tone}`} role="status" title={href === undefined ? title : undefined}>
      {href === undefined ? (
        words
      ) : (
        <Link href={href} title={title}>
          {words}
        </Link>
      )}
    </span>
  );
}
