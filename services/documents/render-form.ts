import { ServiceError } from '../../contract/errors.ts';
import { documentProblem } from '../../domain/cases/papers.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { FormKind } from '../../domain/documents/form.ts';
import { runningDeadline } from '../cases/project.ts';
import type { Dependencies } from '../dependencies.ts';
import { staffNames } from '../directory/staff-names.ts';
import type { Reads } from '../ports.ts';
import { composeForm } from './compose.ts';
import type { FormFacts, FormSubject } from './form-facts.ts';
import { DocumentRenderError, type RenderedPaper } from './renderer.ts';

export interface DocumentSubject {
  readonly caseId: string;
  readonly form: FormKind;
  readonly subject: FormSubject;
}

/** @throws ServiceError NOT_POSSIBLE_NOW where the case does not have what the form shows. */
export function requireForm(state: CaseState, { form, subject }: Pick<DocumentSubject, 'form' | 'subject'>): void {
  const detail = documentProblem(state, form, subject);
  if (detail !== null) throw new ServiceError('NOT_POSSIBLE_NOW', { detail });
}

/** What a paper of this case says: the case, and the names and rules that hold now. */
export async function formFacts(
  reads: Pick<Reads, 'directory' | 'settings'>,
  { rules }: Pick<Dependencies, 'rules'>,
  state: CaseState,
  paper: Pick<FormFacts, 'number' | 'preparedAt' | 'text' | 'verification'>,
): Promise<FormFacts> {
  const { registration } = state;
  if (registration === null) {
    throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '这个案件的登记内容已经依法删除，不能再出文书。' });
  }
  const current = await rules.current(reads.settings);
  const names = await staffNames(reads);
  return {
    ...paper,
    state,
    registration,
    settings: current.stored.settings,
    deadline: runningDeadline(state, current),
    staffName: (staffId) => names.get(staffId) ?? '',
  };
}

/**
 * The PDF of a form, and where marks go on it.
 * @throws ServiceError INVALID_INPUT where a text cannot be printed as it is, DOCUMENT_FAILED where a template is broken
 */
export function renderForm(
  { documents }: Pick<Dependencies, 'documents'>,
  { form, subject }: Pick<DocumentSubject, 'form' | 'subject'>,
  facts: FormFacts,
): RenderedPaper {
  try {
    return documents.renderPaper(form, composeForm(form, facts, subject));
  } catch (error) {
    throw renderFailure(error);
  }
}

/** As the caller is told: INVALID_INPUT where a text cannot be printed as it is, DOCUMENT_FAILED where a template is broken. */
export function renderFailure(error: unknown): unknown {
  if (!(error instanceof DocumentRenderError)) return error;
  const byText = error.code === 'data-invalid' || error.code === 'glyph-missing';
  return new ServiceError(byText ? 'INVALID_INPUT' : 'DOCUMENT_FAILED', { detail: error.message }, { cause: error });
}
