import { ServiceError } from '../../contract/errors.ts';
import type {
  InboundAnswers,
  InboundKey,
  InboundPhotos,
  InboundProgress,
  InboundProve,
  InboundRate,
  InboundReceipt,
  InboundSubmit,
  InboundTell,
} from '../../contract/inbound.ts';
import { citizenWordName } from '../../domain/cases/citizen.ts';
import type { Telling } from '../../domain/cases/citizen-actions.ts';
import type { Directory, Place } from '../../domain/directory/divisions.ts';
import { placeSearchOf } from '../../domain/directory/place-search.ts';
import { ratingSubject } from '../../domain/intake/ratings.ts';
import type { Database } from '../db/database.ts';
import type { Intake } from '../intake/intake.ts';
import type { Key, Looked } from '../intake/look-up.ts';
import type { RatedInput } from '../intake/rate.ts';
import type { AddedFiles, SentFiles } from '../intake/sent-files.ts';
import type { ToldInput } from '../intake/tell.ts';
import { type Client, needScope } from './clients.ts';
import { createNamedPlaces, type PosterPlaceOf } from './named-places.ts';
import { bindKey, idUnder } from './request-keys.ts';
import { photosOf } from './sent-photos.ts';

const PLACES_SHOWN = 8;

export interface InboundParts {
  readonly database: Database;
  readonly divisions: Directory;
  readonly now: () => number;
  readonly intake: Intake;
  readonly posterPlace: PosterPlaceOf;
  readonly lookUp: (key: Key) => Promise<Looked | null>;
  readonly tell: (input: ToldInput) => Promise<boolean>;
  readonly rate: (input: RatedInput) => Promise<boolean>;
  readonly addFiles: (input: SentFiles) => Promise<AddedFiles | null>;
}

interface FoundPlace {
  readonly code: string;
  /** Down from the district, for people. */
  readonly name: string;
}
interface Done {
  readonly done: true;
}

/** What the public pages do, for systems of the city: the same functions behind them, and nothing beside. */
export interface Inbound {
  places(text: string): { places: FoundPlace[] };
  /** Where the poster with this code leads; no place where there is none. */
  posterPlaces(code: string): Promise<{ readonly places: FoundPlace[]; readonly placeDetail: string }>;
  /** @throws ServiceError as {@link Intake.prove}; INVALID_INPUT for a poster that leads nowhere, or to several places */
  prove(input: InboundProve): Promise<{ readonly proofId: string }>;
  /** @throws ServiceError KEY_REUSED; NOT_ALLOWED where the client may not vouch for a phone; as {@link prove} and {@link Intake} */
  submit(client: Client, input: InboundSubmit): Promise<InboundReceipt>;
  /** @throws ServiceError NOT_FOUND */
  progress(input: InboundKey): Promise<InboundProgress>;
  /** What the resident said, and how the desk answered. @throws ServiceError NOT_FOUND */
  answers(input: InboundKey): Promise<InboundAnswers>;
  /** @throws ServiceError KEY_REUSED, NOT_FOUND, and as `tell` */
  tell(client: Client, telling: Telling, input: InboundTell): Promise<Done>;
  /** @throws ServiceError KEY_REUSED, NOT_FOUND, and as `addFiles`; TOO_LARGE for more than a call may carry */
  addPhotos(client: Client, input: InboundPhotos): Promise<Done>;
  /** @throws ServiceError KEY_REUSED, NOT_FOUND, and as `rate` */
  rate(client: Client, input: InboundRate): Promise<Done>;
}

export function createInbound(parts: InboundParts): Inbound {
  const { database, divisions, now, intake, posterPlace, lookUp, tell, rate, addFiles } = parts;
  const named = createNamedPlaces(posterPlace);
  const bind = (
    client: Client,
    call: string,
    { idempotencyKey: key, ...content }: { readonly idempotencyKey: string },
  ) => bindKey(database, { client: client.name, key, content: { call, ...content } }, now());

  async function looked(key: Key): Promise<Looked> {
    const found = await lookUp(key);
    if (!found) throw notFound();
    return found;
  }

  return {
    places(text) {
      const found = placeSearchOf(divisions)
        .search(text, PLACES_SHOWN * 2)
        .map(({ place }) => place);
      const places = found.filter(({ level }) => level !== 'area').slice(0, PLACES_SHOWN);
      return { places: places.map(shownPlace) };
    },

    async posterPlaces(code) {
      const { places, placeDetail } = await posterPlace(code, async () => true);
      return { places: places.map(shownPlace), placeDetail };
    },

    async prove({ placeCode, phone }) {
      return intake.prove({ phone, ...(await named({ placeCode, placeDetail: null })) });
    },

    async submit(client, input) {
      const { proof, idempotencyKey } = input;
      if (proof.kind === 'vouched') needScope(client, 'phone:vouched');
      await bind(client, 'submit', input);
      const submission = { ...input.submission, ...(await named(input.submission)) };
      if (proof.kind === 'sms') return intake.submit({ submission, proofId: proof.proofId, code: proof.code.trim() });
      const proofId = idUnder(client.name, idempotencyKey);
      return intake.submitVouched({ submission, proofId, by: client.title });
    },

    async progress(key) {
      const { title, isOpen, progress, rateable } = await looked(key);
      const asked = rateable.map((subject) => ({ subject, question: ratingSubject(subject).question }));
      return { title, isOpen, ...progress, steps: [...progress.steps], rateable: asked };
    },

    async answers(key) {
      const { words } = await looked(key);
      return {
        words: words.map((word) => ({
          ...{ kind: word.kind, name: citizenWordName(word), words: word.words, at: word.at, answerBy: word.answerBy },
          // Who of the desk answered stands on no page either.
          answer: word.answer && { words: word.answer.words, at: word.answer.at },
        })),
      };
    },

    async tell(client, telling, input) {
      await bind(client, telling, input);
      const { queryCode, digits, words, idempotencyKey } = input;
      const id = idUnder(client.name, idempotencyKey);
      return done(await tell({ id, telling, queryCode, digits, words }));
    },

    async addPhotos(client, input) {
      const { queryCode, digits } = input;
      const photos = photosOf(input.photos);
      await bind(client, 'photos', input);
      return done((await addFiles({ queryCode, digits, files: photos })) !== null);
    },

    async rate(client, input) {
      await bind(client, 'rate', input);
      const { queryCode, digits, ratings } = input;
      return done(await rate({ queryCode, digits, ratings }));
    },
  };
}

const shownPlace = ({ code, path }: Place): FoundPlace => ({ code, name: path.join('') });

const notFound = (): ServiceError =>
  new ServiceError('NOT_FOUND', { detail: '没有查到：查询码或者手机号不对，请核对后再查。' });

/** @throws ServiceError NOT_FOUND where there was no such case */
function done(isFound: boolean): Done {
  if (!isFound) throw notFound();
  return { done: true };
}
