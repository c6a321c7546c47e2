/** What an address of a case adds that leads to its steps which are to be settled. */
export const SETTLE = '?settle=1';
