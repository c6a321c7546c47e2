import { type GeneratedCase, generateCase, type SampleWorld } from '../../center/sample/generate-case.ts';
import { officeTime } from '../../center/sample/office-time.ts';
import { placeDraw } from '../../center/sample/places.ts';
import { playCases } from '../../center/sample/play.ts';
import type { Caller } from '../../services/dependencies.ts';
import type { DocumentRenderer, RenderedPaper } from '../../services/documents/renderer.ts';
import { type BenchCenter, callerOf, SEED } from './center.ts';

/**
 * Typesets one paper of each form and hands it out for all: a paper is a file, which does not travel in the log, and the
 * action that tells of it is as long by any paper.
 */
function onePaperOfEach(documents: DocumentRenderer): DocumentRenderer {
  const papers = new Map<string, RenderedPaper>();
  const renderPaper: DocumentRenderer['renderPaper'] = (kind, data) => {
    const paper = papers.get(kind) ?? documents.renderPaper(kind, data);
    papers.set(kind, paper);
    return paper;
  };
  return { ...documents, renderPaper, render: (kind, data) => renderPaper(kind, data).bytes };
}

/** Actions that a case has at least, with its registration. */
const actionsOf = ({ acts }: GeneratedCase): number =>
  1 + acts.reduce((total, { act }) => total + (act.kind === 'action' ? 1 : 2), 0);

/** A dossier that lacks a paper does not go to the archive (WF-24), and a generated story does not make all of them. */
function withoutArchiving(generated: GeneratedCase): GeneratedCase {
  const acts = generated.acts.filter(({ act }) => act.kind !== 'action' || act.action.type !== 'case.archived');
  return { ...generated, acts };
}

/**
 * Works whole cases of the last year through the real services until the center has written `actions` more: register,
 * accept, assign, visits, agreements, papers, performance, in the order of time.
 */
export async function playHistory(
  { dependencies, mediatorIds, account }: BenchCenter,
  actions: number,
  say: (line: string) => void,
): Promise<void> {
  const { divisions, environment, rules, store } = dependencies;
  const start = performance.now();
  const clerk = await callerOf(dependencies, account.account);
  const mediators = new Map<string, Caller>();
  const staff = await store.read(({ directory }) => directory.allStaff());
  for (const member of staff.filter(({ staffId }) => mediatorIds.includes(staffId))) {
    mediators.set(member.staffId, { ...member, desk: '' });
  }
  const { calendar, deadlines } = await store.read(({ settings }) => rules.current(settings));
  const world: SampleWorld = {
    places: placeDraw(divisions),
    office: officeTime(calendar),
    calendar,
    deadlines,
    now: environment.now(),
    clerkId: clerk.staffId,
    managerId: clerk.staffId,
    mediatorIds,
  };
  const cases: GeneratedCase[] = [];
  for (let index = 0, count = 0; count < actions; index += 1) {
    const generated = withoutArchiving(generateCase(SEED, index, world));
    cases.push(generated);
    count += actionsOf(generated);
  }
  const documents = onePaperOfEach(dependencies.documents);
  await playCases({ ...dependencies, documents }, cases, { clerk, manager: clerk, mediators });
  say(`  ${cases.length} cases worked by the services in ${Math.round((performance.now() - start) / 1000)} s`);
}
