/** Types of the sample client beside it; what each field means stands at `/api` of the city server. */

export interface CaseKey {
  readonly queryCode: string;
  readonly digits: string;
}

export interface Told extends CaseKey {
  readonly idempotencyKey: string;
  readonly words: string;
}

export interface Receipt {
  readonly caseId: string;
  readonly queryCode: string;
  readonly receivedAt: number;
  readonly center: string | null;
}

export interface Progress {
  readonly title: string;
  readonly headline: string;
  readonly who: string | null;
  readonly next: string | null;
  readonly by: string | null;
  readonly steps: readonly { readonly name: string; readonly when: string | null; readonly state: string }[];
  readonly isOpen: boolean;
  readonly rateable: readonly { readonly subject: string; readonly question: string }[];
}

export interface Word {
  readonly kind: string;
  readonly name: string;
  readonly words: string | null;
  readonly at: number;
  readonly answer: { readonly words: string | null; readonly at: number } | null;
  readonly answerBy: number | null;
}

export interface Rating {
  readonly subject: string;
  readonly grade: string;
  readonly words?: string;
}

type Place = { readonly code: string; readonly name: string };

export interface InboundClient {
  places(text: string): Promise<{ readonly places: readonly Place[] }>;
  posterPlaces(code: string): Promise<{ readonly places: readonly Place[]; readonly placeDetail: string }>;
  prove(input: { readonly placeCode: string; readonly phone: string }): Promise<{ readonly proofId: string }>;
  submit(input: {
    readonly idempotencyKey: string;
    readonly submission: Readonly<Record<string, string>>;
    readonly proof: Readonly<Record<string, string>>;
  }): Promise<Receipt>;
  progress(key: CaseKey): Promise<Progress>;
  tell(input: Told): Promise<{ readonly done: true }>;
  withdraw(input: Told): Promise<{ readonly done: true }>;
  addPhotos(
    input: CaseKey & { readonly idempotencyKey: string; readonly photos: readonly Uint8Array[] },
  ): Promise<{ readonly done: true }>;
  rate(
    input: CaseKey & { readonly idempotencyKey: string; readonly ratings: readonly Rating[] },
  ): Promise<{ readonly done: true }>;
  answers(key: CaseKey): Promise<{ readonly words: readonly Word[] }>;
}

export function createInboundClient(options: {
  readonly origin: string;
  readonly name: string;
  readonly secret: string;
  readonly now?: () => number;
  readonly fetch?: typeof fetch;
}): InboundClient;
