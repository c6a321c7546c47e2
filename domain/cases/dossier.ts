import { currentPaper } from './outdated-papers.ts';
import { type PaperOfCase, paperRules, paperShortTitle, papersInOrder } from './papers.ts';
import type { CaseState } from './state.ts';

/** The papers that the dossier must hold, in its order (人民调解法 27). */
export function requiredPapers(state: CaseState): readonly PaperOfCase[] {
  return papersInOrder.flatMap((form) =>
    paperRules[form]
      .subjects(state)
      .filter((subject) => paperRules[form].required(state, subject))
      .map((subject) => ({ form, subject })),
  );
}

/** What the dossier still lacks before it is archived, as people call it. */
export function missingDocuments(state: CaseState): readonly string[] {
  return requiredPapers(state)
    .filter(({ form, subject }) => currentPaper(state, form, subject) === null)
    .map((paper) => paperShortTitle(state, paper));
}
