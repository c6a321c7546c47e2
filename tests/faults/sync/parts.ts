import type { Directory } from '../../../domain/directory/divisions.ts';
import type { DeskTemplate } from '../../support/desk.ts';
import type { Plant } from './plants.ts';

/** A center of the harness. */
export interface CenterParts {
  readonly template: DeskTemplate;
  /** Six digits of its district: its home feed (SYNC-2). */
  readonly feed: string;
  /** What the city calls it. */
  readonly name: string;
}

export interface RunParts {
  readonly centers: readonly CenterParts[];
  /** Address of a fresh database with the tables in it. */
  readonly url: string;
  readonly divisions: Directory;
  /** A rule that is broken on purpose in this run. */
  readonly plant: Plant | null;
  /** Whether every station of a district sees all of it; else each sees what it began and what it was offered (SYNC-6). */
  readonly everybodySees: boolean;
  /** Whether centers bring in cases of older ledgers (LOG-7), and hand over such cases, too (WF-64). */
  readonly importsOld: boolean;
}
