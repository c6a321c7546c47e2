/**
 * One reading for all who ask while another is under way: it begins after the last of them has asked, so that nobody is
 * told of what was before the question.
 */
export function sharedRead<Result>(read: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<unknown> | null = null;
  let next: Promise<Result> | null = null;

  async function begin(): Promise<Result> {
    await running?.catch(() => undefined); // who asked for that one hears of it
    next = null;
    const reading = read();
    running = reading;
    return reading;
  }
  return () => (next ??= begin());
}
