import type { Procedure } from './permissions.ts';

const byOperator = '这个工作台由市里的机器代管，这一项由市级管理员统一安排。';
const settledAtOnce = '这个工作台在开通时已经设好了。';

/**
 * What nobody of a hosted desk may do, whatever the role: it would reach the machine, which many organisations share
 * (docs/hosting.md). The words say who does it instead.
 */
export const closedWhenHosted: Readonly<Partial<Record<Procedure, string>>> = {
  'center.replace': settledAtOnce,
  'center.retryReplacement': settledAtOnce,
  'center.finishReplacement': settledAtOnce,
  'settings.setLan': byOperator,
  'settings.setScanFolder': byOperator,
  'keys.setPassphrase': byOperator,
  'backups.setTarget': byOperator,
  'moving.word': byOperator,
  'moving.pack': byOperator,
  'moving.look': byOperator,
  'moving.bringIn': byOperator,
  'sync.enrol': byOperator,
  'sync.line.change': byOperator,
};

const words: ReadonlyMap<string, string> = new Map(Object.entries(closedWhenHosted));

/** Why a procedure is closed on a hosted desk, in Chinese; null for one that is open. */
export function closedWords(procedure: string): string | null {
  return words.get(procedure) ?? null;
}
