import { DisconnectOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { Note } from '../status/Note.tsx';

/** The shell gave up on its service: what it says, and the one thing that can be done from here. */
export function ServiceFailed({ message }: { readonly message: string }) {
  const [failure, setFailure] = useState<string | null>(null);
  const restart = (): void => {
    window.fengqiaoShell?.restartService().catch((error: unknown) => {
      setFailure(error instanceof Error ? error.message : String(error));
    });
  };
  return (
    <Note look="warn" title={message} icon={<DisconnectOutlined aria-hidden="true" />} live>
      {failure === null ? null : <p>{failure}</p>}
      <Button autoFocus onClick={restart}>
        再启动一次
      </Button>
    </Note>
  );
}
