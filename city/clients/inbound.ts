import { ServiceError } from '../../contract/errors.ts';
import type {
  InboundKey,
  InboundProgress,
  InboundProve,
  InboundReceipt,
  InboundSubmit,
  InboundTell,
} from '../../contract/inbound.ts';
import type { Telling } from '../../domain/cases/citizen-actions.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import { placeSearchOf } from '../../domain/directory/place-search.ts';
import type { Database } from '../db/database.ts';
import type { Intake } from '../intake/intake.ts';
import type { Key, Looked } from '../intake/look-up.ts';
import type { ToldInput } from '../intake/tell.ts';
import { type Client, needScope } from './clients.ts';
import { bindKey, idUnder } from './request-keys.ts';

const PLACES_SHOWN = 8;

export interface InboundParts {
  readonly database: Database;
  readonly divisions: Directory;
  readonly now: () => number;
  readonly intake: Intake;
  readonly lookUp: (key: Key) => Promise<Looked | null>;
  readonly tell: (input: ToldInput) => Promise<boolean>;
}

/** What the public pages do, for systems of the city: the same functions behind them, and nothing beside. */
export interface Inbound {
  places(text: string): { places: { code: string; name: string }[] };
  /** @throws ServiceError as {@link Intake.prove} */
  prove(input: InboundProve): Promise<{ readonly proofId: string }>;
  /** @throws ServiceError KEY_REUSED; NOT_ALLOWED where the client may not vouch for a phone; as {@link Intake} */
  submit(client: Client, input: InboundSubmit): Promise<InboundReceipt>;
  /** @throws ServiceError NOT_FOUND */
  progress(input: InboundKey): Promise<InboundProgress>;
  /** @throws ServiceError KEY_REUSED, NOT_FOUND, and as `tell` */
  tell(client: Client, telling: Telling, input: InboundTell): Promise<{ readonly done: true }>;
}

export function createInbound({ database, divisions, now, intake, lookUp, tell }: InboundParts): Inbound {
  const bind = (
    client: Client,
    call: string,
    { idempotencyKey: key, ...content }: { readonly idempotencyKey: string },
  ) => bindKey(database, { client: client.name, key, content: { call, ...content } }, now());

  return {
    places(text) {
      const found = placeSearchOf(divisions)
        .search(text, PLACES_SHOWN * 2)
        .map(({ place }) => place);
      const places = found.filter(({ level }) => level !== 'area').slice(0, PLACES_SHOWN);
      return { places: places.map(({ code, path }) => ({ code, name: path.join('') })) };
    },

    prove: (input) => intake.prove(input),

    async submit(client, input) {
      const { submission, proof, idempotencyKey } = input;
      if (proof.kind === 'vouched') needScope(client, 'phone:vouched');
      await bind(client, 'submit', input);
      if (proof.kind === 'sms') return intake.submit({ submission, proofId: proof.proofId, code: proof.code.trim() });
      const proofId = idUnder(client.name, idempotencyKey);
      return intake.submitVouched({ submission, proofId, by: client.title });
    },

    async progress(key) {
      const looked = await lookUp(key);
      if (!looked) throw new ServiceError('NOT_FOUND', { detail: '没有查到：查询码或者手机号不对，请核对后再查。' });
      const { title, isOpen, progress } = looked;
      return { title, isOpen, ...progress, steps: [...progress.steps] };
    },

    async tell(client, telling, input) {
      await bind(client, telling, input);
      const { queryCode, digits, words, idempotencyKey } = input;
      const id = idUnder(client.name, idempotencyKey);
      const isFound = await tell({ id, telling, queryCode, digits, words });
      if (!isFound) throw new ServiceError('NOT_FOUND', { detail: '没有查到：查询码或者手机号不对，请核对后再查。' });
      return { done: true };
    },
  };
}
