import { implement } from '@orpc/server';
import { cityContract } from '../contract/city.ts';
import { ServiceError } from '../contract/errors.ts';
import type { Hello, PullInput, PullOutput, PushInput, PushOutput } from '../contract/sync.ts';
import type { AnchorsInput, AnchorsOutput } from '../contract/sync-anchors.ts';
import type { AskFilesInput, AskFilesOutput } from '../contract/sync-files.ts';
import type { KeepKeyInput } from '../contract/sync-keys.ts';
import type { ReserveInput, ReserveOutput } from '../contract/sync-numbers.ts';
import type {
  GiveBackInput,
  GiveBackOutput,
  OfferInput,
  OfferOutput,
  SettleInput,
  SettleOutput,
} from '../contract/sync-return.ts';
import type { CheckInput, CheckOutput } from '../contract/verification.ts';
import { type ApiLogger, withTypedErrors } from '../services/api/typed-errors.ts';
import type { Sender } from './sync/push-log.ts';
import type { SignedCall } from './sync/signed-call.ts';
import type { StationService } from './sync/stations.ts';

/** What the host gives with every call. */
export interface CityContext {
  /** The token, and what the station signed. */
  readonly call: SignedCall;
  /** Spends one of the questions that the caller's address may ask. @throws ServiceError TOO_MANY_QUESTIONS */
  spendQuestion(): Promise<void>;
}

export interface CityApiParts {
  readonly stations: StationService;
  hello(): Promise<Omit<Hello, 'nonce'>>;
  /** Looks itself whether the sender is let in. */
  push(claim: Sender, input: PushInput): Promise<PushOutput>;
  /** As {@link push}. */
  pull(claim: Sender, input: PullInput): Promise<PullOutput>;
  offer(sender: Sender, input: OfferInput): Promise<OfferOutput>;
  giveBack(sender: Sender, input: GiveBackInput): Promise<GiveBackOutput>;
  settle(sender: Sender, input: SettleInput): Promise<SettleOutput>;
  askFiles(sender: Sender, input: AskFilesInput): Promise<AskFilesOutput>;
  reserve(sender: Sender, input: ReserveInput): Promise<ReserveOutput>;
  keyRecipient(): { readonly publicKey: string; readonly signature: string };
  keepKey(sender: Sender, input: KeepKeyInput): Promise<{ readonly keptAt: number }>;
  anchors(sender: Sender, input: AnchorsInput): Promise<AnchorsOutput>;
  checkPaper(input: CheckInput): Promise<CheckOutput>;
  readonly logger: ApiLogger;
}

// What the services answer is typed here and checked by the station, which does not trust the line: once is enough.
const base = implement(cityContract)
  .$context<CityContext>()
  .$config({ initialOutputValidationIndex: Number.POSITIVE_INFINITY });

function claimed(claim: Sender | null): Sender {
  if (claim === null) throw new ServiceError('STATION_UNKNOWN');
  return claim;
}

/** The city's API for stations: the contract's procedures over the services. */
export function createCityRouter({ stations, logger, ...calls }: CityApiParts) {
  const { hello, push, pull, offer, giveBack, settle, askFiles, reserve, checkPaper } = calls;
  const { anchors, keyRecipient, keepKey } = calls;
  const api = base.use(({ next, path, context: { call } }) =>
    withTypedErrors(logger, path, async () => {
      // Before anything of what it says is looked at.
      const claim = call.token === null ? null : await stations.claimOf(call);
      return next({ context: { claim } });
    }),
  );
  return api.router({
    sync: {
      hello: api.sync.hello.handler(async () => ({ ...(await hello()), nonce: stations.nonce() })),
      enrol: api.sync.enrol.handler(({ input }) => stations.enrol(input)),
      open: api.sync.open.handler(({ input }) => stations.open(input)),
      push: api.sync.push.handler(async ({ input, context }) => push(claimed(context.claim), input)),
      pull: api.sync.pull.handler(async ({ input, context }) => pull(claimed(context.claim), input)),
    },
    syncAnchors: {
      exchange: api.syncAnchors.exchange.handler(async ({ input, context }) =>
        anchors(await stations.letIn(context.claim), input),
      ),
    },
    syncNumbers: {
      reserve: api.syncNumbers.reserve.handler(async ({ input, context }) =>
        reserve(await stations.letIn(context.claim), input),
      ),
    },
    syncReturn: {
      offer: api.syncReturn.offer.handler(async ({ input, context }) =>
        offer(await stations.letIn(context.claim), input),
      ),
      giveBack: api.syncReturn.giveBack.handler(async ({ input, context }) =>
        giveBack(await stations.letIn(context.claim), input),
      ),
      settle: api.syncReturn.settle.handler(async ({ input, context }) =>
        settle(await stations.letIn(context.claim), input),
      ),
    },
    syncFiles: {
      ask: api.syncFiles.ask.handler(async ({ input, context }) =>
        askFiles(await stations.letIn(context.claim), input),
      ),
    },
    syncKeys: {
      recipient: api.syncKeys.recipient.handler(async ({ context }) => {
        await stations.letIn(context.claim);
        return keyRecipient();
      }),
      keep: api.syncKeys.keep.handler(async ({ input, context }) =>
        keepKey(await stations.letIn(context.claim), input),
      ),
    },
    verification: {
      check: api.verification.check.handler(async ({ input, context }) => {
        await context.spendQuestion();
        return checkPaper(input);
      }),
    },
  });
}

export type CityRouter = ReturnType<typeof createCityRouter>;
