import { initialSignInSettings } from '../access/sign-in-settings.ts';
import { withShippedLimits } from '../deadlines/default-rules.ts';
import type { Action } from '../log/action.ts';
import { type CenterSettings, initialDossierSettings } from './settings.ts';

/** 2 knows the limits of errands: an older program cannot read rules that name them (SYNC-13). */
export const CENTER_SCHEMA_VERSION = 2;

/** Both actions of the center's stream carry the whole settings: the last one counts. */
export type CenterAction =
  | { readonly type: 'center.established'; readonly payload: CenterSettings }
  | { readonly type: 'center.settings_changed'; readonly payload: CenterSettings };

export interface CenterState {
  readonly centerId: string;
  readonly revision: number;
  readonly settings: CenterSettings | null;
}

/** What earlier versions of the program wrote does not say how dossiers are kept, or how people sign in. */
type LaterSettings = Pick<CenterSettings, 'dossier' | 'signIn'>;
type SaidSettings = Omit<CenterSettings, keyof LaterSettings> & Partial<LaterSettings>;
const later: LaterSettings = { dossier: initialDossierSettings, signIn: initialSignInSettings };

/** Folds one action into the center's settings (LOG-4); an erased payload leaves the settings before it. */
export function reduceCenter(state: CenterState | null, action: Action<unknown>): CenterState {
  const { header } = action;
  const said = action.payload as SaidSettings | null;
  const settings =
    said === null ? (state?.settings ?? null) : { ...later, ...said, deadlines: withShippedLimits(said.deadlines) };
  return { centerId: header.streamId, revision: (state?.revision ?? 0) + 1, settings };
}
