import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { type ReactNode, useState } from 'react';
import type { KeysStatus, RecoverySheet } from '../../contract/keys.ts';
import { api, queries } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import type { MainAction, SecondaryAction } from '../frame/ActionBar.tsx';
import { Dialog } from '../frame/Dialog.tsx';
import { PassphraseDialog } from './PassphraseDialog.tsx';
import { RecoverySheetDialog } from './RecoverySheetDialog.tsx';

type OpenDialog =
  | { readonly kind: 'none' | 'passphrase' | 'renew' }
  | { readonly kind: 'sheet'; readonly sheet: RecoverySheet };

const none: OpenDialog = { kind: 'none' };

/** What IT sees and does about the keys; `dialog` stands beside the screen. */
export function useKeys(enabled: boolean) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [dialog, setDialog] = useState<OpenDialog>(none);
  const query = useQuery({ ...queries.keys.status.queryOptions(), enabled });
  const status = query.data;

  const show = (next: KeysStatus): void => void client.setQueryData(queries.keys.status.queryKey(), next);
  const told = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (failure) {
      void message.error(toApiError(failure).message);
    }
  };
  const showSheet = (): Promise<void> =>
    told(async () => setDialog({ kind: 'sheet', sheet: await api.keys.recoverySheet() }));
  const renew = (): Promise<void> =>
    told(async () => {
      setDialog({ kind: 'sheet', sheet: await api.keys.renewRecovery() });
      await query.refetch();
    });
  const printed = (): Promise<void> =>
    told(async () => {
      show(await api.keys.noteRecoveryPrinted());
      setDialog(none);
      void message.success('恢复密钥已收好');
    });
  const endPassphrase = (): Promise<void> =>
    told(async () => {
      show(await api.keys.setPassphrase({ passphrase: null }));
      void message.success('以后启动不用口令了');
    });

  const isPrinted = status?.recovery.printedAt !== null;
  const main: MainAction = {
    label: isPrinted ? '换一把恢复密钥' : '打印恢复密钥',
    onRun: isPrinted ? () => setDialog({ kind: 'renew' }) : showSheet,
    blocked: status ? undefined : '正在看密钥',
  };
  const secondary: readonly SecondaryAction[] = !status
    ? []
    : status.keeper === 'passphrase'
      ? [{ label: '不再用口令', combo: 'Alt+X', onRun: endPassphrase }]
      : [{ label: '改用口令', combo: 'Alt+K', onRun: () => setDialog({ kind: 'passphrase' }) }];
  return { query, main, secondary, dialog: dialogOf() };

  function dialogOf(): ReactNode {
    const close = (): void => setDialog(none);
    switch (dialog.kind) {
      case 'none':
        return null;
      case 'sheet':
        return <RecoverySheetDialog sheet={dialog.sheet} onClose={close} onPrinted={printed} />;
      case 'passphrase':
        return (
          <PassphraseDialog
            onClose={close}
            onDone={(next) => {
              show(next);
              close();
              void message.success('下次启动要输入口令');
            }}
          />
        );
      case 'renew':
        return (
          <Dialog title="换一把恢复密钥" onClose={close} main={{ label: '换一把，旧的作废', onRun: renew }}>
            <p>旧的那张纸随即没有用了，市里保管的也会在下次同步时换成新的。换好请马上打印。</p>
          </Dialog>
        );
    }
  }
}
