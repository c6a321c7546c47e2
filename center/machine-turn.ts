import { ServiceError } from '../contract/errors.ts';

/** What is done to a whole machine, one at a time: each would take away what the other stands on. */
export type MachineWork = '查看一份备份' | '恢复一份备份' | '做搬家包' | '从旧电脑搬来';

export interface MachineTurn {
  /**
   * Begins a work; what is given back ends it. A work after which the center begins anew does not end.
   * @throws ServiceError NOT_POSSIBLE_NOW while another is under way, saying which.
   */
  take(work: MachineWork): () => void;
}

/** Shared by the backups and the moves of one center: two IT people may sit at two desks. */
export function createMachineTurn(): MachineTurn {
  let current: MachineWork | null = null;
  return {
    take(work) {
      if (current !== null) {
        const detail = `本机正在${current}，可能是另一位管理员在办。请等它做完再试，现在什么都没有动。`;
        throw new ServiceError('NOT_POSSIBLE_NOW', { detail });
      }
      current = work;
      return () => {
        current = null;
      };
    },
  };
}
