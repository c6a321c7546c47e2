import type { LineInput, LineStep, LineView } from '../../contract/sync-line.ts';
import type { Caller } from '../dependencies.ts';

/** How the center reaches the city; only the host knows, and only IT may look. @throws ServiceError NOT_ALLOWED */
export interface LineHost {
  settings(caller: Caller): Promise<LineView>;
  change(caller: Caller, input: LineInput): Promise<LineView>;
  check(caller: Caller, input: { readonly line: LineInput; readonly origin: string | null }): Promise<LineStep[]>;
}
