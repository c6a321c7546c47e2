import { ServiceError } from '../../contract/errors.ts';
import type { WireAction } from '../../contract/sync.ts';

/**
 * Runs what takes actions in; where one of them has a content that is no JSON, though its hash is right, the station
 * hears which. Contents of cases are read there in any case, so they are not read twice only to be sure.
 * @throws ServiceError INVALID_INPUT, and whatever the work throws.
 */
export async function readingContents<Result>(
  actions: readonly WireAction[],
  work: () => Promise<Result>,
): Promise<Result> {
  for (const action of actions) if (action.header.streamKind !== 'case') requireJson(action);
  try {
    return await work();
  } catch (error) {
    if (error instanceof SyntaxError) for (const action of actions) requireJson(action);
    throw error;
  }
}

function requireJson({ header, payload, rows = [] }: WireAction): void {
  for (const text of [payload, ...rows.map((row) => row.payload)]) {
    if (text === null || isJson(text)) continue;
    const detail = `动作 ${header.id} 的内容不是 JSON，读不出来，整批没有接收。请升级或检查这台工作站的程序。`;
    throw new ServiceError('INVALID_INPUT', { detail });
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // that is the answer
  }
}
