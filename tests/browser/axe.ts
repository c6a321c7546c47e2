import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

export interface AxeOptions {
  /** Rules to leave out, each with the reason beside the call. */
  readonly without?: readonly string[];
  /** Look at this part of the page only (CSS selector). */
  readonly within?: string;
}

/** Fails with every violation of the accessibility rules on the page, and the elements that break them. */
export async function expectNoAxeViolations(page: Page, options: AxeOptions = {}): Promise<void> {
  let builder = new AxeBuilder({ page });
  if (options.without) builder = builder.disableRules([...options.without]);
  if (options.within) builder = builder.include(options.within);
  const { violations } = await builder.analyze();
  if (violations.length === 0) return;
  const told = violations.map(({ id, help, nodes }) => {
    const where = nodes.map(({ target, failureSummary }) => `    ${target.join(' ')}: ${failureSummary ?? ''}`);
    return `  ${id}: ${help}\n${where.join('\n')}`;
  });
  throw new Error(`${violations.length} accessibility violations at ${page.url()}\n${told.join('\n')}`);
}
