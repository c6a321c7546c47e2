import type { FormKind } from '../documents/form.ts';
import { currentPaper } from './outdated-papers.ts';
import { type PaperOfCase, type PaperSubject, paperRules, paperShortTitle, papersInOrder } from './papers.ts';
import { type AttachedFile, type CaseState, listedFiles } from './state.ts';

/** The papers that the dossier must hold, in its order (人民调解法 27). */
export function requiredPapers(state: CaseState): readonly PaperOfCase[] {
  return papersInOrder.flatMap((form) =>
    paperRules[form]
      .subjects(state)
      .filter((subject) => paperRules[form].required(state, subject))
      .map((subject) => ({ form, subject })),
  );
}

/** Files on the list that are said to be this paper, signed and scanned; the newest last. */
export function handedIn(state: CaseState, { form, subject }: PaperOfCase): readonly AttachedFile[] {
  const { scannedAs } = paperRules[form];
  return listedFiles(state).filter(({ paper, kind }) =>
    paper === undefined ? kind === scannedAs : paper.form === form && paper.subject === subject,
  );
}

/** Whether the dossier holds this paper: an issue that still shows the case, or a scan of the signed one. */
export function hasPaper(state: CaseState, form: FormKind, subject: PaperSubject): boolean {
  return currentPaper(state, form, subject) !== null || handedIn(state, { form, subject }).length > 0;
}

/** Whether another paper of the dossier stands in for this one (申请书 for 受理登记表). */
function hasInstead(state: CaseState, { form, subject }: PaperOfCase): boolean {
  return (paperRules[form].orInstead ?? []).some((each) => hasPaper(state, each, subject));
}

/** Required, and neither there nor stood in for by another. */
export function missingPapers(state: CaseState): readonly PaperOfCase[] {
  return requiredPapers(state).filter(
    (paper) => !hasPaper(state, paper.form, paper.subject) && !hasInstead(state, paper),
  );
}

/** Whether the case needs this very paper, for its dossier or for its next step: no other stands in for it. */
export function isNeeded(state: CaseState, paper: PaperOfCase): boolean {
  const { form, subject } = paper;
  const { required, awaited } = paperRules[form];
  if (!required(state, subject) && awaited?.(state) !== true) return false;
  return hasPaper(state, form, subject) || !hasInstead(state, paper);
}

/** What the dossier still lacks before it is archived, as people call it. */
export function missingDocuments(state: CaseState): readonly string[] {
  return missingPapers(state).map((paper) => wantedTitle(state, paper));
}

/** 受理登记表或者申请书, where one will do. */
export function wantedTitle(state: CaseState, paper: PaperOfCase): string {
  const forms = [paper.form, ...(paperRules[paper.form].orInstead ?? [])];
  return forms.map((form) => paperShortTitle(state, { ...paper, form })).join('或者');
}
