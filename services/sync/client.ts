import type { ErrorCode } from '../../contract/errors.ts';
import type { Hello, PullInput, PullOutput, PushInput, PushOutput } from '../../contract/sync.ts';
import type { ReserveInput, ReserveOutput } from '../../contract/sync-numbers.ts';
import type {
  GiveBackInput,
  GiveBackOutput,
  OfferInput,
  OfferOutput,
  SettleInput,
  SettleOutput,
} from '../../contract/sync-return.ts';

/** When a batch leaves: it is packed at once. */
export interface Departure {
  /** It waits for this; where it is rejected the batch is not sent. */
  readonly turn: Promise<unknown>;
  /** Told when it is on the line. */
  readonly left: () => void;
}

/** The city as a station reaches it; the host puts HTTP, proxy and certificates behind it. */
export interface CityClient {
  hello(signal: AbortSignal): Promise<Hello>;
  push(input: PushInput, signal: AbortSignal, departure: Departure): Promise<PushOutput>;
  pull(input: PullInput, signal: AbortSignal): Promise<PullOutput>;
  offer(input: OfferInput, signal: AbortSignal): Promise<OfferOutput>;
  giveBack(input: GiveBackInput, signal: AbortSignal): Promise<GiveBackOutput>;
  settle(input: SettleInput, signal: AbortSignal): Promise<SettleOutput>;
  reserve(input: ReserveInput, signal: AbortSignal): Promise<ReserveOutput>;
}

/** Why a call to the city failed: no answer came, or the city refused and said why. */
export class CityCallFailed extends Error {
  /** `null` where no answer came: the line is down, or the answer was cut off. */
  readonly code: ErrorCode | null;
  readonly status: number | null;
  constructor(message: string, { code, status }: { code: ErrorCode | null; status: number | null }, cause?: unknown) {
    super(message, { cause });
    this.name = 'CityCallFailed';
    this.code = code;
    this.status = status;
  }

  /** The batch was too large for something on the way (SYNC-9): a smaller one may pass. */
  get tooLarge(): boolean {
    return this.status === 413;
  }
}
