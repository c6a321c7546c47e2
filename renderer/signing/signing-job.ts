import type { ApiError } from '../api/errors.ts';
import type { MarkToMake } from '../cases/case-page/forms/marks-to-make.ts';
import type { MadeHere } from './use-signing.ts';

/** A place of a paper at which somebody is to sign now, or the seal is to be set. */
export interface SigningPlace extends Pick<MarkToMake, 'key' | 'name' | 'as' | 'needed' | 'blocked'> {
  readonly isSeal: boolean;
}

/** Whose hand signs there: what is to be known of a person to say who else may sign. */
export type Signer = Pick<MarkToMake, 'name' | 'person' | 'agents'>;

/** What was chosen and drawn for one place. */
export interface MarkHere {
  readonly place: SigningPlace;
  readonly signer: Signer;
  readonly agentName: string | null;
  readonly signedOn: string;
  readonly made: MadeHere;
}

/** A place that was signed. */
export interface SignedPlace {
  readonly key: string;
  readonly name: string;
  /** 已在屏幕上签, 纸上签的. */
  readonly how: string;
}

/** A paper that people sign in turn at one screen: the agreement (人民调解法 29), or any other. */
export interface SigningJob {
  readonly title: string;
  readonly signed: readonly SignedPlace[];
  readonly places: readonly SigningPlace[];
  /** Names that may be chosen where the paper does not say who signs; null where it does. */
  readonly names: readonly string[] | null;
  /** Who signs at a place, by the name that was chosen; null for the one that the paper suggests. */
  readonly signerOf: (place: SigningPlace, chosen: string | null) => Signer;
  readonly dateHint: string;
  /** Why this cannot be the day of a signature, beside what no date may be; null where nothing is wrong with it. */
  readonly dayProblem: (day: string) => string | null;
  /** Said below the list of places. */
  readonly advice: string;
  /** What the last mark brings about, on the button: 协议生效. */
  readonly end: string;
  readonly lastNote: { readonly title: string; readonly text: string };
  readonly error: ApiError | null;
  /** Others did something to the case meanwhile; what was signed is still on the pad. */
  readonly isStale: boolean;
  /** Records a mark, and ends the job with the last one. Resolves to whether it was recorded. */
  readonly sign: (mark: MarkHere) => Promise<boolean>;
}
