import type { CityPage, CityProcedure } from '../../../domain/access/city-rights.ts';

/** Stations that the city lets in: who calls it in the matrix with a token that holds. */
export const liveStations = ['owner', 'neighbour', 'stranger', 'former', 'asked', 'holder'] as const;
export type LiveStation = (typeof liveStations)[number];

/**
 * Systems of the city: `client` submitted the case of the matrix and may do all, `other_client` may do all too,
 * `narrow_client` only looks up, and `revoked_client` may no longer do what it could.
 */
export const cityClients = ['client', 'other_client', 'narrow_client', 'revoked_client'] as const;
export type CityClient = (typeof cityClients)[number];

export const isClient = (person: CityPerson): person is CityClient => cityClients.some((each) => each === person);

/** What each client may call, said by hand. */
const ofClient: Readonly<Record<CityClient, readonly CityProcedure[]>> = {
  client: inboundCalls(),
  other_client: inboundCalls(),
  narrow_client: ['inbound.progress'],
  revoked_client: [],
};

function inboundCalls(): readonly CityProcedure[] {
  return [
    ...(['inbound.places', 'inbound.posterPlaces', 'inbound.prove', 'inbound.submit'] as const),
    ...(['inbound.progress', 'inbound.tell', 'inbound.withdraw', 'inbound.photos'] as const),
    ...(['inbound.rate', 'inbound.answers'] as const),
  ];
}

/**
 * Who calls the city in the matrix. `forged` bears a token that another server sealed, `unknown` one of a station that
 * never enrolled, `replaced` one of an earlier life. `owner` began the cases; `neighbour` is a center of the same
 * district, `stranger` one of another; a case was offered to `former` and taken back, one is offered to `asked`, and
 * `holder` took one over.
 */
export const cityPeople = [
  ...(['nobody', 'forged', 'expired', 'unknown', 'revoked', 'replaced'] as const),
  ...liveStations,
  ...cityClients,
] as const;
export type CityPerson = (typeof cityPeople)[number];

export const isLive = (person: CityPerson): person is LiveStation => liveStations.some((each) => each === person);

/** Cases of the owner in the matrix, by what became of them; `of_nobody` there is none. */
export const cityPlaces = ['kept', 'handed_over', 'offered', 'withdrawn', 'of_nobody'] as const;
export type CityCasePlace = (typeof cityPlaces)[number];

/** Who sees which case, and has its files: said by hand, and not from the table of rights or the city's rows. */
const seen: Readonly<Record<LiveStation, readonly CityCasePlace[]>> = {
  owner: ['kept', 'handed_over', 'offered', 'withdrawn'],
  neighbour: [],
  stranger: [],
  former: [],
  asked: ['offered'],
  holder: ['handed_over'],
};

export const seesAtCity = (person: CityPerson, place: CityCasePlace): boolean =>
  isLive(person) && seen[person].includes(place);

/** Whoever is only asked to take a case reads its names and has no file (个人信息保护法 6). */
export const hasFilesAtCity = (person: CityPerson, place: CityCasePlace): boolean =>
  person !== 'asked' && seesAtCity(person, place);

/** Who may write to the case at all: what a center wrote while it was asked is kept, also where the offer ended. */
export const writesAtCity = (person: CityPerson, place: CityCasePlace): boolean =>
  seesAtCity(person, place) || (person === 'former' && place === 'withdrawn');

/** Who follows the feed of the cases: those in the district, and whoever was let into one of it. */
export const followsAtCity = (person: CityPerson): boolean => isLive(person) && person !== 'stranger';

/** Only the owner may do it, and would: what it does is not done in the matrix, which goes on. */
export const notTheOwner = (person: CityPerson): boolean | null => (person === 'owner' ? null : false);

/** What somebody without an account may call, by hand: a hole in the table is found by it. */
const forAnybody: readonly (CityProcedure | CityPage)[] = [
  ...(['sync.hello', 'sync.enrol', 'sync.open', 'verification.check'] as const),
  ...(['/health', '/ready', '/rpc/*', '/api', '/api/*', '/v', '/v/', '/v/:code', '/v/:code/:token'] as const),
  ...(['/m', '/m/', '/m/:place', '/m/photos', '/m/progress'] as const),
  ...([
    '/m/uploads',
    '/m/uploads/*',
    '/m/work',
    '/m/assets/work.js',
    '/m/assets/intake.css',
    '/m/assets/uploads.js',
  ] as const),
  ...(['/r/:token', '/r/:token/events', '/r/:token/posts', '/r/:token/links', '/r/:token/photos/:photo'] as const),
  ...(['/r/assets/room.css', '/r/assets/room.js'] as const),
  ...(['/api/assets/swagger-ui-bundle.js', '/api/assets/swagger-ui.css'] as const),
  ...(['/v/assets/verify.css', '/v/assets/verify.js'] as const),
];

/** Nobody of the matrix sits at the server's machine, where the operator reads what it counts. */
const forNobody: readonly (CityProcedure | CityPage)[] = ['/metrics', '/status'];

export function mayCallCity(person: CityPerson, called: CityProcedure | CityPage): boolean {
  // Whoever brings a token must hold it, also where none is asked for.
  const bringsWrong = person === 'forged' || person === 'expired';
  if (bringsWrong && !called.startsWith('/')) return false;
  if (forAnybody.includes(called)) return true;
  if (isClient(person)) return ofClient[person].some((each) => each === called);
  return isLive(person) && !called.startsWith('inbound.') && !forNobody.includes(called);
}
