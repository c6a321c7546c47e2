import { Input } from 'antd';
import { useState } from 'react';
import type { LanStatus } from '../../contract/settings.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';

const USUAL_PORT = 5443;

interface LanDialogProps {
  readonly lan: LanStatus;
  readonly onClose: () => void;
  readonly onDone: (lan: LanStatus) => void;
}

/** The port in use, from the address that other desks open. */
function portOf({ addresses }: LanStatus): number {
  const [address] = addresses;
  return address === undefined ? USUAL_PORT : Number(new URL(address).port) || USUAL_PORT;
}

/** Opens the center to the LAN, or closes it; says exactly what will happen first. */
export function LanDialog({ lan, onClose, onDone }: LanDialogProps) {
  const [port, setPort] = useState(String(portOf(lan)));
  const [error, setError] = useState<ApiError | null>(null);
  const opens = !lan.listening;
  const number = Number(port.normalize('NFKC').trim());
  const right = Number.isInteger(number) && number >= 1024 && number <= 65_535;

  const run = async (): Promise<void> => {
    if (!right) return;
    setError(null);
    try {
      onDone(await api.settings.setLan({ enabled: opens, port: number }));
    } catch (failure) {
      setError(toApiError(failure));
    }
  };

  return (
    <Dialog
      title={opens ? '开放给其他电脑' : '停止开放'}
      width={480}
      onClose={onClose}
      main={{
        label: opens ? '开放' : '停止开放',
        onRun: run,
        ...(right ? {} : { blocked: '端口要在 1024 到 65535 之间' }),
      }}
    >
      {opens ? (
        <div className="form-column">
          <p>同一局域网里的电脑能打开登录页，用账号密码登录后能看、能办案件。只在本单位的内网里开放。</p>
          <label htmlFor="lan-port">端口</label>
          <Input
            id="lan-port"
            autoFocus
            inputMode="numeric"
            autoComplete="off"
            value={port}
            maxLength={5}
            onChange={(event) => setPort(event.target.value)}
            onPressEnter={() => void run()}
          />
          <p className="small muted">不清楚就用 {USUAL_PORT}。系统防火墙问起时，请允许“专用网络”。</p>
        </div>
      ) : (
        <p>
          {lan.desks.length > 0
            ? `现在连着 ${lan.desks.length} 台电脑，会马上断开；它们没写完的登记留在草稿里。`
            : '现在没有别的电脑连着。'}
        </p>
      )}
      {error ? <ErrorNote error={error} onRetry={() => void run()} /> : null}
    </Dialog>
  );
}
