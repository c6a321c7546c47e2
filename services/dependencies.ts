import type { Reach } from '../domain/access/reach.ts';
import type { Actor } from '../domain/access/roles.ts';
import type { Directory } from '../domain/directory/divisions.ts';
import type { Asides } from './asides.ts';
import type { DocumentRenderer } from './documents/renderer.ts';
import type { Environment } from './environment.ts';
import type { FileBytes } from './files/bytes.ts';
import type { Store } from './ports.ts';
import type { RulesCache } from './settings/rules.ts';
import type { PaperSigner } from './verification/port.ts';

/** What every service is made from. */
export interface Dependencies {
  readonly store: Store;
  readonly environment: Environment;
  readonly divisions: Directory;
  readonly rules: RulesCache;
  readonly documents: DocumentRenderer;
  readonly fileBytes: FileBytes;
  readonly asides: Asides;
  readonly paperSigner: PaperSigner;
}

/** Who calls: the signed-in person with the roles held now, and the desk. */
export interface Caller extends Actor, Partial<Reach> {
  readonly name: string;
  readonly desk: string;
}
