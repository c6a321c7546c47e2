import type { CaseView } from '../../contract/cases.ts';
import type { CaseAction } from '../../domain/cases/actions.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { partiesText } from '../../domain/cases/title.ts';
import type { FileKind } from '../../domain/files/file.ts';
import type { Values } from '../cases/case-page/forms/action-form.ts';
import type { Unsent } from './kept/unsent.ts';
import type { KeptPhoto } from './kept-photo.ts';

interface Done {
  readonly view: CaseView;
  /** By the phone's clock, in ms. */
  readonly at: number;
}

function head({ view, at }: Done): Omit<Unsent, 'id' | 'label' | 'work'> {
  const { id: caseId, caseNumber, revision: baseRevision } = view.state;
  return { caseId, caseName: partiesText(partiesOf(view.state)) || caseNumber, at, baseRevision, problem: null };
}

/** An action as it is handed over to be sent. */
export function unsentAction(
  done: Done,
  id: string,
  label: string,
  { type, payload }: CaseAction,
  values: Values,
): Unsent {
  return { ...head(done), id, label, work: { kind: 'action', type, payload, values: { ...values } } };
}

/** A photo of the case, behind the words that it was taken with. */
export function unsentPhoto(done: Done, { id, name, photo }: KeptPhoto, fileKind: FileKind, order: number): Unsent {
  return {
    ...head({ ...done, at: done.at + 1 + order }),
    id,
    label: `照片 ${name}`,
    work: { kind: 'photo', photo, name, fileKind },
  };
}
