declare global {
  /** What the page has done, for the test to read. */
  var harnessNotes: string[] | undefined;
}

export function note(what: string): void {
  globalThis.harnessNotes ??= [];
  globalThis.harnessNotes.push(what);
}
