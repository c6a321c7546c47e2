import type { ClientScope } from './client-scopes.ts';

/**
 * Who calls the city. `anybody` has no account; `operator` sits at the server's own machine, or at one that the operator
 * named; `station` has enrolled, and its life is the newest (SYNC-14); `client` is a system of the city that an operator
 * registered, and signs each request (docs/inbound-api.md).
 */
export type CityCaller = 'anybody' | 'operator' | 'station' | 'client';

/**
 * How far what a call names may reach. Each field of a call that names something has one, and the matrix of
 * `npm run faults -- access` puts a wrong one into it.
 * `own`: whatever is named, only rows of the station or client itself are read or written; `home`: only what the station wrote, in
 * the feed of its district or of a case that it was let into; `followed`: a feed in which the station has a part, and
 * there what it may see; `seen`: a stream that it began or that is granted to it (SYNC-4); `filed`: a file of a case that
 * it sees and is not only asked to take; `proved`: worth nothing without the city's own signature or seal; `secret`:
 * whoever knows it may, for it cannot be guessed; `told`: the station's word, which opens nothing; `held`: tells only
 * whether the city has what is named, to whom knows its id; `restored`: taken only by a city that came back from a backup
 * (SYNC-11).
 */
export type CityReach =
  | 'own'
  | 'home'
  | 'followed'
  | 'seen'
  | 'filed'
  | 'proved'
  | 'secret'
  | 'told'
  | 'held'
  | 'restored';

interface Right {
  readonly by: CityCaller;
  /** Fields that name something, by their path in the call; `*` stands for each of a list. */
  readonly names: Readonly<Record<string, CityReach>>;
}

/** A call of the city's contract. */
export interface CityRight extends Right {
  /**
   * `within`: whether the station is let in is looked up in the call's own transaction, so that a revocation holds at
   * once; else before the call.
   */
  readonly admitted?: 'within';
  /** What a client must be registered for. */
  readonly scope?: ClientScope;
}

/** A page or file beside the contract, by its path. */
export interface CityPageRight extends Right {
  readonly method: 'GET' | 'ALL';
}

const proofs = {
  'proofs.receipt.stationId': 'proved',
  'proofs.receipt.headerHash': 'proved',
  'proofs.marks.*': 'proved',
} as const;
const actions = {
  'actions.*.feed': 'home',
  'actions.*.header.id': 'home',
  'actions.*.header.streamId': 'home',
  'actions.*.header.actorId': 'told',
  'actions.*.header.stationId': 'home',
  'actions.*.header.previousHash': 'home',
  'actions.*.header.payloadHash': 'home',
  'actions.*.rows.*.caseId': 'home',
} as const;

/** With what a resident looks a case up. */
const caseKey = { queryCode: 'secret', digits: 'secret' } as const;

function restored<Names extends object>(names: Names): Readonly<Record<keyof Names, 'restored'>> {
  return Object.fromEntries(Object.keys(names).map((name) => [name, 'restored'])) as Record<keyof Names, 'restored'>;
}

/**
 * The one table of rights at the city: every call of its contract (contract/city.ts) with who may call it and how far
 * what it names reaches. The server's middleware goes by it (city/api.ts); docs/access.md shows it.
 */
export const cityRights = {
  'sync.hello': { by: 'anybody', names: {} },
  'sync.enrol': { by: 'anybody', names: { code: 'secret', stationId: 'secret' } },
  'sync.open': {
    by: 'anybody',
    names: { feed: 'proved', stationId: 'proved', nonce: 'proved', 'enrolment.name': 'proved' },
  },
  'sync.push': { by: 'station', admitted: 'within', names: { ...proofs, ...actions, 'cursors.*.feed': 'followed' } },
  'sync.pull': {
    by: 'station',
    admitted: 'within',
    names: { ...proofs, 'cursors.*.feed': 'followed', 'backfills.*.feed': 'seen', 'backfills.*.streamId': 'seen' },
  },
  'syncAnchors.exchange': { by: 'station', names: { 'returned.*.feed': 'proved' } },
  'syncFiles.ask': { by: 'station', names: { feed: 'filed', 'hashes.*': 'filed' } },
  'syncKeys.recipient': { by: 'station', names: {} },
  'syncKeys.keep': { by: 'station', names: { keyId: 'own', 'sealed.nonce': 'told' } },
  'syncNumbers.reserve': { by: 'station', names: {} },
  'syncReturn.offer': { by: 'station', names: { ...proofs, 'feeds.*.feed': 'held', 'feeds.*.ids.*': 'held' } },
  'syncReturn.giveBack': { by: 'station', names: restored(actions) },
  'syncReturn.settle': { by: 'station', names: { 'feeds.*': 'own' } },
  'verification.check': { by: 'anybody', names: { code: 'secret', sha256: 'secret' } },
  'inbound.places': { by: 'client', scope: 'submit', names: {} },
  'inbound.posterPlaces': { by: 'client', scope: 'submit', names: { code: 'told' } },
  'inbound.prove': { by: 'client', scope: 'submit', names: { placeCode: 'told' } },
  'inbound.submit': {
    by: 'client',
    scope: 'submit',
    names: {
      ...{ idempotencyKey: 'own', 'submission.placeCode': 'told', 'submission.name': 'told' },
      ...{ 'proof.proofId': 'secret', 'proof.code': 'secret' },
    },
  },
  'inbound.progress': { by: 'client', scope: 'progress', names: caseKey },
  'inbound.tell': { by: 'client', scope: 'tell', names: { idempotencyKey: 'own', ...caseKey } },
  'inbound.withdraw': { by: 'client', scope: 'withdraw', names: { idempotencyKey: 'own', ...caseKey } },
  'inbound.photos': { by: 'client', scope: 'photos', names: { idempotencyKey: 'own', ...caseKey } },
  'inbound.rate': { by: 'client', scope: 'rate', names: { idempotencyKey: 'own', ...caseKey } },
  'inbound.answers': { by: 'client', scope: 'answers', names: caseKey },
} as const satisfies Readonly<Record<string, CityRight>>;

/** A call of the city, as `sync.push`. contract/city.ts holds these names equal to the contract's. */
export type CityProcedure = keyof typeof cityRights;

/**
 * What the city serves beside its contract, by path. The calls themselves, at /rpc and /api, have their own lines above.
 * A route that is not here is not served (city/routes.ts).
 */
export const cityPages = {
  '/health': { by: 'anybody', method: 'GET', names: {} },
  '/ready': { by: 'anybody', method: 'GET', names: {} },
  '/metrics': { by: 'operator', method: 'GET', names: {} },
  '/status': { by: 'operator', method: 'GET', names: {} },
  '/rpc/*': { by: 'anybody', method: 'ALL', names: {} },
  '/api': { by: 'anybody', method: 'ALL', names: {} },
  '/api/*': { by: 'anybody', method: 'ALL', names: {} },
  '/api/assets/swagger-ui-bundle.js': { by: 'anybody', method: 'GET', names: {} },
  '/api/assets/swagger-ui.css': { by: 'anybody', method: 'GET', names: {} },
  '/files/uploads': { by: 'station', method: 'ALL', names: { feed: 'filed', station: 'own', hash: 'filed' } },
  '/files/uploads/*': { by: 'station', method: 'ALL', names: { feed: 'filed', station: 'own', hash: 'filed' } },
  '/files/content/:feed/:hash': { by: 'station', method: 'GET', names: { feed: 'filed', hash: 'filed' } },
  '/m': { by: 'anybody', method: 'ALL', names: { placeCode: 'told', proof: 'secret', code: 'secret', work: 'proved' } },
  '/m/': { by: 'anybody', method: 'GET', names: {} },
  '/m/:place': { by: 'anybody', method: 'GET', names: { place: 'told' } },
  '/m/photos': { by: 'anybody', method: 'ALL', names: { code: 'secret', digits: 'secret', uploads: 'secret' } },
  '/m/uploads': { by: 'anybody', method: 'ALL', names: { code: 'secret', digits: 'secret' } },
  '/m/uploads/*': { by: 'anybody', method: 'ALL', names: { upload: 'secret' } },
  '/m/work': { by: 'anybody', method: 'ALL', names: { placeCode: 'told' } },
  '/m/progress': { by: 'anybody', method: 'ALL', names: { code: 'secret', digits: 'secret', id: 'told' } },
  '/m/assets/intake.css': { by: 'anybody', method: 'GET', names: {} },
  '/m/assets/work.js': { by: 'anybody', method: 'GET', names: {} },
  '/m/assets/uploads.js': { by: 'anybody', method: 'GET', names: {} },
  '/r/:token': { by: 'anybody', method: 'ALL', names: { token: 'secret', proof: 'secret', code: 'secret' } },
  '/r/:token/events': { by: 'anybody', method: 'GET', names: { token: 'secret' } },
  '/r/:token/posts': { by: 'anybody', method: 'ALL', names: { token: 'secret', id: 'told' } },
  '/r/:token/links': { by: 'anybody', method: 'ALL', names: { token: 'secret', seatId: 'own' } },
  '/r/:token/photos/:photo': { by: 'anybody', method: 'ALL', names: { token: 'secret', photo: 'own' } },
  '/r/assets/room.css': { by: 'anybody', method: 'GET', names: {} },
  '/r/assets/room.js': { by: 'anybody', method: 'GET', names: {} },
  '/v': { by: 'anybody', method: 'GET', names: { code: 'secret' } },
  '/v/': { by: 'anybody', method: 'GET', names: { code: 'secret' } },
  '/v/:code': { by: 'anybody', method: 'GET', names: { code: 'secret' } },
  '/v/:code/:token': { by: 'anybody', method: 'GET', names: { code: 'secret', token: 'proved' } },
  '/v/assets/verify.css': { by: 'anybody', method: 'GET', names: {} },
  '/v/assets/verify.js': { by: 'anybody', method: 'GET', names: {} },
} as const satisfies Readonly<Record<string, CityPageRight>>;

/** A path of {@link cityPages}. */
export type CityPage = keyof typeof cityPages;

const calls: ReadonlyMap<string, CityRight> = new Map(Object.entries(cityRights));

/** The line of a call; null for one that has none, which is nobody's. */
export function cityRightOf(call: string): CityRight | null {
  return calls.get(call) ?? null;
}
