import type { RunningDeadline } from '../../contract/cases.ts';
import { otherRoutes } from '../../domain/cases/actions.ts';
import type { AgreementText } from '../../domain/cases/agreement.ts';
import type { Registration } from '../../domain/cases/registration.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { CenterSettings } from '../../domain/center/settings.ts';
import type { PrintedCode } from '../../domain/verification/paper-code.ts';

/** What forms are filled from: one case as it is, and the center's names and rules. */
export interface FormFacts {
  readonly state: CaseState;
  /** The state's registration; a case without one (erased, LOG-8) has nothing to print. */
  readonly registration: Registration;
  readonly settings: CenterSettings;
  readonly deadline: RunningDeadline | null;
  /** Name of a staff member; empty where the id is not known any more. */
  readonly staffName: (staffId: string) => string;
  /** What the paper's 编号 says; null makes a draft. */
  readonly number: string | null;
  /** Milliseconds since 1970: when the paper is put together. */
  readonly preparedAt: number;
  /** An agreement that is still being written, in place of the saved one. */
  readonly text?: AgreementText | undefined;
  /** By what anybody may ask the city about the paper; a draft has none. */
  readonly verification?: PrintedCode | undefined;
}

/** Version of the agreement's text, or index of the session, that the paper shows; 0 for the other forms. */
export type FormSubject = number;

/** Head and foot that every numbered form has. */
export function frameOf({ number, settings, preparedAt }: FormFacts) {
  return {
    number,
    committee: settings.committee.name,
    preparedAt: new Date(preparedAt).toISOString(),
    showIdNumber: settings.documents.showIdNumber,
  };
}

/** Names of the ways that stay open without an agreement (人民调解法 26), in the order of the law. */
export function routeNames(ids: readonly string[]): string[] {
  return otherRoutes.filter((route) => ids.includes(route.id)).map((route) => route.name);
}
