import { ServiceError } from '../../contract/errors.ts';
import type { KeysStatus, RecoverySheet } from '../../contract/keys.ts';
import { toWriteError } from '../../db/errors.ts';
import { recoveryKeyText } from '../../domain/keys/recovery-key.ts';
import { requireRight } from '../../services/access/rights.ts';
import type { KeysHost } from '../../services/api/keys-host.ts';
import type { KeptUse } from '../../services/audit/note.ts';
import type { Caller } from '../../services/dependencies.ts';
import { suiteIn } from '../station-file.ts';
import { type KeyEnvelope, ownRecoveryKey, readEnvelope, recoveryOf, writeEnvelope } from './envelope.ts';
import { dropKeyFile, keepInFile, keepUnderPassphrase } from './keepers.ts';
import type { KeyRing } from './key-ring.ts';
import { handToSystem, type KeyPlace } from './open-keys.ts';

export interface KeyDeskParts {
  readonly place: KeyPlace;
  readonly ring: KeyRing;
  readonly centerName: () => Promise<string>;
  /** Keeps who did what; what cannot be noted is not done. */
  readonly note: (caller: Caller, use: KeptUse) => Promise<void>;
}

/** What IT does with the keys of an open center. */
export function createKeyDesk({ place, ring, centerName, note }: KeyDeskParts): KeysHost {
  const { dataDir, now } = place;

  function envelope(): KeyEnvelope {
    const found = readEnvelope(dataDir);
    if (typeof found !== 'string') return found;
    throw new ServiceError('NOT_POSSIBLE_NOW', {
      detail: '密钥信封读不出来。请不要关闭服务，先请管理员备份数据文件夹，再从备份放回 center.keys.json。',
    });
  }

  function write(next: KeyEnvelope): KeyEnvelope {
    try {
      writeEnvelope(dataDir, next);
    } catch (error) {
      throw toWriteError(error);
    }
    return next;
  }

  function status({ kept, recovery }: KeyEnvelope): KeysStatus {
    const { madeAt, printedAt, cityAt } = recovery;
    return { keeper: kept.keeper, recovery: { madeAt, printedAt, cityAt } };
  }

  async function sheet(of: KeyEnvelope): Promise<RecoverySheet> {
    const key = ownRecoveryKey(of, ring);
    if (!key) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '密钥信封不是这份数据的，请联系管理员。' });
    return { centerName: await centerName(), keyId: of.keyId, madeAt: of.recovery.madeAt, text: recoveryKeyText(key) };
  }

  return {
    async status(caller) {
      requireRight(caller, 'keys.status');
      return status(envelope());
    },
    async recoverySheet(caller) {
      requireRight(caller, 'keys.recoverySheet');
      const current = envelope();
      if (current.recovery.printedAt !== null) {
        const detail = '这把恢复密钥已经打印过，不再显示。纸找不到了，请换一把新的，旧的随即作废。';
        throw new ServiceError('NOT_POSSIBLE_NOW', { detail });
      }
      await note(caller, { kind: 'recovery_shown', subject: current.keyId });
      return sheet(current);
    },
    async notePrinted(caller) {
      requireRight(caller, 'keys.noteRecoveryPrinted');
      const current = envelope();
      await note(caller, { kind: 'recovery_printed', subject: current.keyId });
      const recovery = { ...current.recovery, printedAt: now(), printedBy: caller.staffId };
      await handToSystem(write({ ...current, recovery }), ring, place);
      return status(envelope());
    },
    async renewRecovery(caller) {
      requireRight(caller, 'keys.renewRecovery');
      const current = envelope();
      await note(caller, { kind: 'recovery_renewed', subject: current.keyId });
      return sheet(write({ ...current, recovery: recoveryOf(ring, now(), suiteIn(dataDir)) }));
    },
    async setPassphrase(caller, passphrase) {
      requireRight(caller, 'keys.setPassphrase');
      const current = envelope();
      const subject = passphrase === null ? '不再用口令' : '设了口令';
      if (passphrase === null) {
        await note(caller, { kind: 'passphrase_changed', subject });
        await handToSystem(write({ ...current, kept: keepInFile(dataDir, ring.root, suiteIn(dataDir)) }), ring, place);
        return status(envelope());
      }
      if (current.recovery.printedAt === null) {
        const detail = '先打印恢复密钥再设口令：口令忘了，只有恢复密钥能打开数据。';
        throw new ServiceError('NOT_POSSIBLE_NOW', { detail, fields: { passphrase: detail } });
      }
      await note(caller, { kind: 'passphrase_changed', subject });
      write({ ...current, kept: await keepUnderPassphrase(passphrase, ring.root, suiteIn(dataDir)) });
      dropKeyFile(dataDir);
      return status(envelope());
    },
  };
}
