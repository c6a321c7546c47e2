import { implement } from '@orpc/server';
import { cityContract } from '../contract/city.ts';
import { ServiceError } from '../contract/errors.ts';
import type { Hello, PullInput, PullOutput, PushInput, PushOutput } from '../contract/sync.ts';
import type { AnchorsInput, AnchorsOutput } from '../contract/sync-anchors.ts';
import type { AskFilesInput, AskFilesOutput } from '../contract/sync-files.ts';
import type { KeepKeyInput, RecipientInput } from '../contract/sync-keys.ts';
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
import { type CityRight, cityRightOf } from '../domain/access/city-rights.ts';
import { type ApiLogger, withTypedErrors } from '../services/api/typed-errors.ts';
import { type Caller, isRefused, type RefusedCaller } from './callers.ts';
import { needScope } from './clients/clients.ts';
import type { Inbound } from './clients/inbound.ts';
import type { Sender } from './sync/push-log.ts';
import type { StationService } from './sync/stations.ts';

/** What the host gives with every call. */
export interface CityContext {
  /** Who calls, or why nobody does: found out before the body was unpacked. */
  readonly caller: Caller | RefusedCaller;
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
  keyRecipient(sender: Sender, input: RecipientInput): { readonly publicKey: string; readonly signature: string };
  keepKey(sender: Sender, input: KeepKeyInput): Promise<{ readonly keptAt: number }>;
  anchors(sender: Sender, input: AnchorsInput): Promise<AnchorsOutput>;
  checkPaper(input: CheckInput): Promise<CheckOutput>;
  readonly inbound: Inbound;
  readonly logger: ApiLogger;
}

// What the services answer is typed here and checked by the station, which does not trust the line: once is enough.
const base = implement(cityContract)
  .$context<CityContext>()
  .$config({ initialOutputValidationIndex: Number.POSITIVE_INFINITY });

/** With who calls: whoever brings a name has signed the request, before anything of what it says is looked at. */
const claiming = base.$context<CityContext & Caller>();

/** Lets through what the table of rights leaves to anybody, and nothing else. */
const forAnybody = claiming.middleware(async ({ next, path }) => {
  if (rightOf(path).by !== 'anybody') throw new ServiceError('STATION_UNKNOWN');
  return next();
});

/** Lets only stations through, and hands on which: let in by now, or as the table says by the call itself. */
const forStations = (stations: Pick<StationService, 'letIn'>) =>
  claiming.middleware(async ({ context, next, path }) => {
    const { by, admitted } = rightOf(path);
    const { claim } = context;
    if (by !== 'station') throw new ServiceError('NOT_ALLOWED');
    if (claim === null) throw new ServiceError('STATION_UNKNOWN');
    return next({ context: { sender: admitted === 'within' ? claim : await stations.letIn(claim) } });
  });

/** Lets only systems of the city through that are registered for what they ask, and hands on which. */
const forClients = claiming.middleware(async ({ context: { client }, next, path }) => {
  const { by, scope } = rightOf(path);
  if (by !== 'client' || scope === undefined) throw new ServiceError('NOT_ALLOWED');
  if (client === null) throw new ServiceError('CLIENT_UNKNOWN');
  needScope(client, scope);
  return next({ context: { client } });
});

function rightOf(path: readonly string[]): CityRight {
  const right = cityRightOf(path.join('.'));
  if (!right) throw new ServiceError('NOT_ALLOWED');
  return right;
}

/** The city's API for stations: the contract's procedures over the services, behind the table of rights. */
export function createCityRouter({ stations, logger, ...calls }: CityApiParts) {
  const { hello, push, pull, offer, giveBack, settle, askFiles, reserve, checkPaper } = calls;
  const { anchors, keyRecipient, keepKey, inbound } = calls;
  const api = base.use(({ next, path, context: { caller } }) =>
    withTypedErrors(logger, path, async () => {
      if (isRefused(caller)) throw caller.refused;
      return next({ context: { claim: caller.claim, client: caller.client } });
    }),
  );
  const open = api.use(forAnybody);
  const station = api.use(forStations(stations));
  const client = api.use(forClients);
  return api.router({
    inbound: {
      places: client.inbound.places.handler(({ input }) => inbound.places(input.text)),
      posterPlaces: client.inbound.posterPlaces.handler(({ input }) => inbound.posterPlaces(input.code)),
      prove: client.inbound.prove.handler(({ input }) => inbound.prove(input)),
      submit: client.inbound.submit.handler(({ input, context }) => inbound.submit(context.client, input)),
      progress: client.inbound.progress.handler(({ input }) => inbound.progress(input)),
      tell: client.inbound.tell.handler(({ input, context }) => inbound.tell(context.client, 'message', input)),
      withdraw: client.inbound.withdraw.handler(({ input, context }) =>
        inbound.tell(context.client, 'withdrawal', input),
      ),
      photos: client.inbound.photos.handler(({ input, context }) => inbound.addPhotos(context.client, input)),
      rate: client.inbound.rate.handler(({ input, context }) => inbound.rate(context.client, input)),
      answers: client.inbound.answers.handler(({ input }) => inbound.answers(input)),
    },
    sync: {
      hello: open.sync.hello.handler(async () => ({ ...(await hello()), nonce: stations.nonce() })),
      enrol: open.sync.enrol.handler(({ input }) => stations.enrol(input)),
      open: open.sync.open.handler(({ input }) => stations.open(input)),
      push: station.sync.push.handler(({ input, context }) => push(context.sender, input)),
      pull: station.sync.pull.handler(({ input, context }) => pull(context.sender, input)),
    },
    syncAnchors: {
      exchange: station.syncAnchors.exchange.handler(({ input, context }) => anchors(context.sender, input)),
    },
    syncNumbers: {
      reserve: station.syncNumbers.reserve.handler(({ input, context }) => reserve(context.sender, input)),
    },
    syncReturn: {
      offer: station.syncReturn.offer.handler(({ input, context }) => offer(context.sender, input)),
      giveBack: station.syncReturn.giveBack.handler(({ input, context }) => giveBack(context.sender, input)),
      settle: station.syncReturn.settle.handler(({ input, context }) => settle(context.sender, input)),
    },
    syncFiles: {
      ask: station.syncFiles.ask.handler(({ input, context }) => askFiles(context.sender, input)),
    },
    syncKeys: {
      recipient: station.syncKeys.recipient.handler(({ context, input }) => keyRecipient(context.sender, input)),
      keep: station.syncKeys.keep.handler(({ input, context }) => keepKey(context.sender, input)),
    },
    verification: {
      check: open.verification.check.handler(async ({ input, context }) => {
        await context.spendQuestion();
        return checkPaper(input);
      }),
    },
  });
}

export type CityRouter = ReturnType<typeof createCityRouter>;
