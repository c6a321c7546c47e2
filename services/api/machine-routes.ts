import { ServiceError } from '../../contract/errors.ts';
import type { BackupHost } from './backup-host.ts';
import type { Guards } from './guards.ts';
import type { KeysHost } from './keys-host.ts';
import type { MovingHost } from './moving-host.ts';

export interface MachineHosts {
  readonly keys: KeysHost;
  readonly backups: BackupHost;
  readonly moving: MovingHost;
}

/** What IT does with this machine itself: its keys, its backups, the move to another one. */
export function machineRoutes({ open, signed }: Guards, { keys, backups, moving }: MachineHosts) {
  return {
    keys: {
      unlock: open.keys.unlock.handler(() => {
        throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '数据已经打开了，请刷新这一页。' });
      }),
      status: signed.keys.status.handler(({ context }) => keys.status(context.caller)),
      recoverySheet: signed.keys.recoverySheet.handler(({ context }) => keys.recoverySheet(context.caller)),
      noteRecoveryPrinted: signed.keys.noteRecoveryPrinted.handler(({ context }) => keys.notePrinted(context.caller)),
      renewRecovery: signed.keys.renewRecovery.handler(({ context }) => keys.renewRecovery(context.caller)),
      setPassphrase: signed.keys.setPassphrase.handler(({ input, context }) =>
        keys.setPassphrase(context.caller, input.passphrase),
      ),
    },
    backups: {
      view: signed.backups.view.handler(({ context }) => backups.view(context.caller)),
      setTarget: signed.backups.setTarget.handler(({ input, context }) =>
        backups.setTarget(context.caller, input.target),
      ),
      makeNow: signed.backups.makeNow.handler(({ context }) => backups.makeNow(context.caller)),
      preview: signed.backups.preview.handler(({ input, context }) => backups.preview(context.caller, input.name)),
      restore: signed.backups.restore.handler(async ({ input, context }) => {
        await backups.restore(context.caller, input.name);
        return { restarting: true as const };
      }),
    },
    moving: {
      word: signed.moving.word.handler(async ({ context }) => ({ word: await moving.word(context.caller) })),
      pack: signed.moving.pack.handler(async ({ input, context }) => {
        await moving.pack(context.caller, input);
        return { restarting: true as const };
      }),
      look: open.moving.look.handler(({ input }) => moving.look(input.folder)),
      bringIn: open.moving.bringIn.handler(async ({ input }) => {
        await moving.bringIn(input);
        return { restarting: true as const };
      }),
      undo: open.moving.undo.handler(() => {
        throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '这台正在使用，没有要撤销的。' });
      }),
    },
  };
}
