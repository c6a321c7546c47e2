import { ORPCError } from '@orpc/client';
import type { Centers } from '../../../contract/directory.ts';
import { ServiceError } from '../../../contract/errors.ts';
import type { CaseAction } from '../../../domain/cases/actions.ts';
import type { CaseState } from '../../../domain/cases/state.ts';
import { type ActInput, actOnCase } from '../../../services/cases/act.ts';
import { type RegisterInput, registerCase } from '../../../services/cases/register.ts';
import { type ResendInput, resendGroup } from '../../../services/cases/resend.ts';
import { centersFrom } from '../../../services/directory/centers.ts';
import { type IssueInput, issueDocument } from '../../../services/documents/documents.ts';
import { readAction } from '../../../services/log/append.ts';
import type { Reads } from '../../../services/ports.ts';
import { seenRevision } from '../../../services/sync/revision.ts';
import { type GroupInput, handGroupToCity, withdrawGroup } from '../../../services/sync/settle.ts';
import type { DeskRole, TestDesk } from '../../support/desk.ts';

/** What a manager writes to the city about a group that is left to it. */
export const NOTE = '请市里定';

export interface SeenCase {
  readonly state: CaseState;
  /** As the desk names it when it writes (LOG-5). */
  readonly revision: number;
}

/** Steps of a case that the city set aside, or holds behind one: what was done, null where nobody can read it any more. */
export interface SeenGroup {
  readonly caseId: string;
  readonly steps: readonly { readonly actionId: string; readonly action: CaseAction | null }[];
}

/** What the people of one center do and see, in this process or over the API of another. */
export interface Hands {
  /** Resolves to the official number. */
  register(input: RegisterInput): Promise<string>;
  act(role: DeskRole, input: ActInput): Promise<void>;
  /** The clerk issues a paper. Resolves to its number. */
  issue(input: IssueInput): Promise<string | null>;
  openCaseIds(): Promise<readonly string[]>;
  /** Cases that other centers offer to this one (SYNC-6). */
  offeredCaseIds(): Promise<readonly string[]>;
  /** The centers that the city told of. */
  centers(): Promise<Centers>;
  see(caseId: string): Promise<SeenCase | null>;
  /** Groups of cases that the city set aside, as the manager is shown them (SYNC-3). */
  setAside(): Promise<readonly SeenGroup[]>;
  /** The manager takes a group back. */
  withdraw(input: GroupInput): Promise<void>;
  /** The manager leaves a group to the city. */
  handToCity(input: GroupInput): Promise<void>;
  /** Somebody does the first step of a group anew, and those behind it that were chosen. */
  resend(role: DeskRole, input: ResendInput): Promise<void>;
  /** Of the actions that count in the case, in their order. */
  actionIds(caseId: string): Promise<readonly string[]>;
}

export function handsOf(desk: TestDesk): Hands {
  return {
    register: async (input) => (await registerCase(desk, desk.clerk, input)).caseNumber,
    async act(role, input) {
      await actOnCase(desk, desk[role], input);
    },
    issue: async (input) => (await issueDocument(desk, desk.clerk, input)).number,
    openCaseIds: () => desk.store.read(({ cases }) => cases.openIds()),
    offeredCaseIds: () => desk.store.read(({ home }) => home.offered()),
    centers: () => desk.store.read(centersFrom),
    see: (caseId) =>
      desk.store.read(async (reads) => {
        const found = await reads.cases.find(caseId);
        return found && { state: found.state, revision: await seenRevision(reads, found.state) };
      }),
    setAside: () =>
      desk.store.read(async ({ log, sync }) => {
        const groups = (await sync.needsAttention()).filter(({ streamKind }) => streamKind === 'case');
        const stepOf = async (actionId: string) => ({ actionId, action: await actionOf(log, actionId) });
        return Promise.all(
          groups.map(async ({ streamId, actions }) => ({
            caseId: streamId,
            steps: await Promise.all(actions.map(({ id }) => stepOf(id))),
          })),
        );
      }),
    withdraw: (input) => withdrawGroup(desk, desk.manager, input),
    handToCity: (input) => handGroupToCity(desk, desk.manager, { ...input, note: NOTE }),
    async resend(role, input) {
      await resendGroup(desk, desk[role], input);
    },
    actionIds: (caseId) =>
      desk.store.read(async ({ log }) => (await log.stream('case', caseId)).map(({ header }) => header.id)),
  };
}

async function actionOf(log: Reads['log'], actionId: string): Promise<CaseAction | null> {
  const stored = await log.find(actionId);
  if (!stored) return null;
  const { header, payload } = readAction(stored);
  return payload === null ? null : ({ type: header.type, payload } as CaseAction);
}

/** With which code a desk was refused; null for what is no refusal, as a dead service. */
export function refusalCode(error: unknown): string | null {
  if (error instanceof ServiceError) return error.code;
  return error instanceof ORPCError && error.defined ? error.code : null;
}
