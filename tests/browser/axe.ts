import axe from 'axe-core';
import type { Page } from 'playwright-core';

export interface AxeOptions {
  /** Rules to leave out, each with the reason beside the call. */
  readonly without?: readonly string[];
  /** Look at this part of the page only (CSS selector). */
  readonly within?: string;
}

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly where: string; readonly why: string }[];
}

/** All rules of axe. It describes only what it finds wrong: to describe what is right took most of its time. */
async function violationsOn(page: Page, { without = [], within }: AxeOptions): Promise<readonly Violation[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const wanted = { within, rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])) };
  return page.evaluate(async ({ within: part, rules }) => {
    const inPage = (globalThis as unknown as { axe: typeof axe }).axe;
    // The one frame there may be holds a paper for the printer, not a page.
    const options = { resultTypes: ['violations' as const], iframes: false, rules };
    const { violations } = await inPage.run(part ?? document, options);
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ target, failureSummary }) => ({ where: target.join(' '), why: failureSummary ?? '' })),
    }));
  }, wanted);
}

/** Fails with every violation of the accessibility rules on the page, and the elements that break them. */
export async function expectNoAxeViolations(page: Page, options: AxeOptions = {}): Promise<void> {
  const violations = await violationsOn(page, options);
  if (violations.length === 0) return;
  const told = violations.map(
    ({ id, help, nodes }) => `  ${id}: ${help}\n${nodes.map(({ where, why }) => `    ${where}: ${why}`).join('\n')}`,
  );
  throw new Error(`${violations.length} accessibility violations at ${page.url()}\n${told.join('\n')}`);
}
