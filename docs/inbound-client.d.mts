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
}

export interface InboundClient {
  places(text: string): Promise<{ readonly places: readonly { readonly code: string; readonly name: string }[] }>;
  prove(input: { readonly placeCode: string; readonly phone: string }): Promise<{ readonly proofId: string }>;
  submit(input: {
    readonly idempotencyKey: string;
    readonly submission: Readonly<Record<string, string>>;
    readonly proof: Readonly<Record<string, string>>;
  }): Promise<Receipt>;
  progress(key: CaseKey): Promise<Progress>;
  tell(input: Told): Promise<{ readonly done: true }>;
  withdraw(input: Told): Promise<{ readonly done: true }>;
}

export function createInboundClient(options: {
  readonly origin: string;
  readonly name: string;
  readonly secret: string;
  readonly now?: () => number;
  readonly fetch?: typeof fetch;
}): InboundClient;
