import { uploadIdOf } from '../../../contract/sync-files.ts';
import { type CityPage, cityPages } from '../../../domain/access/city-rights.ts';
import { type CityCasePlace, type CityPerson, hasFilesAtCity } from './city-people.ts';
import { requestOf } from './city-send.ts';
import { type CityWorld, claimedBy, type KnownAtCity } from './city-world.ts';

export interface PageAnswer {
  readonly status: number;
  readonly said: string;
}

type Init = Parameters<typeof requestOf>[3];

async function got(world: CityWorld, person: CityPerson, path: string, init: Init = {}): Promise<PageAnswer> {
  const response = await requestOf(world, person, path, init);
  return { status: response.status, said: Buffer.from(await response.arrayBuffer()).toString('utf8') };
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const metadata = ({ feed, fileHash }: KnownAtCity, station: string) =>
  `feed ${base64(feed)},station ${base64(station)},hash ${base64(fileHash)}`;
const creating = (known: KnownAtCity, station: string): Init => ({
  method: 'POST',
  headers: {
    'tus-resumable': '1.0.0',
    'upload-length': String(known.fileBytes),
    'upload-metadata': metadata(known, station),
  },
});

/** A page with something in its address or headers that may be somebody else's. */
export interface PageProbe {
  readonly page: CityPage;
  readonly covers: readonly string[];
  readonly what: string;
  ask(world: CityWorld, person: CityPerson, known: KnownAtCity): Promise<PageAnswer>;
  may(person: CityPerson, place: CityCasePlace): boolean | null;
  /** It names nothing of a case: once is enough. */
  readonly isOfNoCase?: true;
}

const ownId = (world: CityWorld, person: CityPerson) => claimedBy(world, person).credentials.stationId;
const ownersId = ({ stations }: CityWorld) => stations.owner.credentials.stationId;
/** The owner’s own uploads are its business. */
const notTheOwner = (person: CityPerson): boolean | null => (person === 'owner' ? null : false);
const upload = (known: KnownAtCity, station: string) =>
  `/files/uploads/${uploadIdOf(known.feed, station, known.fileHash)}`;
/** As a browser sends a form. */
const form = (fields: Readonly<Record<string, string>>): Init => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});
const submission = {
  ...{
    placeCode: '410105017001',
    facts: '楼上漏水',
    wish: 'on_site',
    name: '某人',
    phone: '13800000000',
    consent: 'yes',
  },
  ...{ proof: '00000000-0000-4000-8000-000000000000', code: '000000' },
};
const words = { code: 'AAAA-AAAA', digits: '0000', id: submission.proof, go: 'message', words: '补充' };
const tus: Record<string, string> = { 'tus-resumable': '1.0.0' };
const ofNoCase: Init = {
  method: 'POST',
  headers: {
    ...{ ...tus, 'upload-length': '10' },
    'upload-metadata': `code ${base64(words.code)},digits ${base64(words.digits)},kind ${base64('video')}`,
  },
};
const sentUploads: Init = {
  method: 'POST',
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
  body: Object.entries({ ...words, uploads: `${'a'.repeat(16)}-10-1790000000000-${'a'.repeat(32)}` })
    .map(([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .concat('--x--\r\n')
    .join(''),
};

/** A link that nobody was sent, with all that can be asked by one. */
function roomProbes(): readonly PageProbe[] {
  const path = `/r/410105${'A'.repeat(22)}`;
  const json = (body: object): Init => ({ method: 'POST', body: JSON.stringify(body) });
  const id = submission.proof;
  const entering = { go: 'enter', proof: id, code: '000000' };
  const probe = (page: CityPage, covers: readonly string[], rest: string, init: Init = {}): PageProbe => ({
    ...{ page, covers, what: 'a room by a link that nobody was sent' },
    ask: (world, person) => got(world, person, path + rest, init),
    may: () => false,
    isOfNoCase: true,
  });
  return [
    probe('/r/:token', ['token', 'proof', 'code'], '', form(entering)),
    probe('/r/:token/events', ['token'], '/events'),
    probe('/r/:token/posts', ['token', 'id'], '/posts', json({ id, post: { type: 'notice_confirmed' } })),
    probe('/r/:token/links', ['token', 'seatId'], '/links', json({ seatId: id })),
    probe('/r/:token/photos/:photo', ['token', 'photo'], `/photos/${id}`),
  ];
}

export const pageProbes: readonly PageProbe[] = [
  {
    ...{ page: '/files/content/:feed/:hash', covers: ['feed', 'hash'], what: 'the bytes of a file' },
    ask: (world, person, { feed, fileHash }) => got(world, person, `/files/content/${feed}/${fileHash}`),
    may: hasFilesAtCity,
  },
  {
    ...{ page: '/files/uploads', covers: ['feed', 'hash'], what: 'begins to send a file of the case' },
    ask: (world, person, known) => got(world, person, '/files/uploads', creating(known, ownId(world, person))),
    may: hasFilesAtCity,
  },
  {
    ...{ page: '/files/uploads', covers: ['station'], what: 'begins to send in the owner’s name' },
    ask: (world, person, known) => got(world, person, '/files/uploads', creating(known, ownersId(world))),
    may: notTheOwner,
  },
  ...(['HEAD', 'DELETE', 'PATCH'] as const).map(
    (method): PageProbe => ({
      ...{ page: '/files/uploads/*', covers: ['feed', 'station', 'hash'], what: `${method} of an upload of the owner` },
      ask: (world, person, known) =>
        got(world, person, upload(known, ownersId(world)), {
          method,
          headers:
            method === 'PATCH'
              ? { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
              : tus,
          ...(method === 'PATCH' ? { body: 'x' } : {}),
        }),
      may: notTheOwner,
    }),
  ),
  {
    ...{ page: '/m', covers: ['placeCode', 'proof', 'code', 'work'], what: 'submits by a proof that nobody was given' },
    ask: (world, person) =>
      got(
        world,
        person,
        '/m',
        form({ ...submission, question: 'code', go: 'submit', work: `${'A'.repeat(60)}.${'A'.repeat(43)}~1` }),
      ),
    may: () => true,
    isOfNoCase: true,
  },
  {
    ...{ page: '/m/:place', covers: ['place'], what: 'begins at a place that there is not' },
    ask: (world, person) => got(world, person, '/m/999999999999'),
    may: () => true,
    isOfNoCase: true,
  },
  {
    ...{ page: '/m/photos', covers: ['code', 'digits', 'uploads'], what: 'adds photos to a case that there is not' },
    ask: (world, person) => got(world, person, '/m/photos', sentUploads),
    may: () => false,
    isOfNoCase: true,
  },
  {
    ...{ page: '/m/uploads', covers: ['code', 'digits'], what: 'begins to send a file to a case that there is not' },
    ask: (world, person) => got(world, person, '/m/uploads', ofNoCase),
    may: () => false,
    isOfNoCase: true,
  },
  ...(['HEAD', 'DELETE', 'PATCH', 'GET'] as const).map(
    (method): PageProbe => ({
      ...{ page: '/m/uploads/*', covers: ['upload'], what: `${method} of an upload that nobody began` },
      ask: (world, person) =>
        got(world, person, `/m/uploads/${'a'.repeat(16)}-10-1790000000000-${'a'.repeat(32)}`, {
          ...{ method, headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' } },
          ...(method === 'PATCH' ? { body: 'x' } : {}),
        }),
      may: () => false,
      isOfNoCase: true,
    }),
  ),
  {
    ...{ page: '/m/work', covers: ['placeCode'], what: 'asks for work of a place that there is not' },
    ask: (world, person) => got(world, person, '/m/work', form({ phone: submission.phone, placeCode: '999999999999' })),
    may: () => true,
    isOfNoCase: true,
  },
  {
    ...{ page: '/m/progress', covers: ['code', 'digits', 'id'], what: 'tells something to a case that there is not' },
    ask: (world, person) => got(world, person, '/m/progress', form(words)),
    may: () => false,
    isOfNoCase: true,
  },
  ...roomProbes(),
  {
    ...{ page: '/v', covers: ['code'], what: 'a code that no paper has' },
    ask: (world, person) => got(world, person, '/v?code=AAAA-AAAA-AAAA'),
    may: () => true,
    isOfNoCase: true,
  },
  {
    ...{ page: '/v/', covers: ['code'], what: 'the paper by its code' },
    ask: (world, person) => got(world, person, `/v/?code=${world.paperCode}`),
    may: () => true,
    isOfNoCase: true,
  },
  {
    ...{ page: '/v/:code', covers: ['code'], what: 'the paper by its code' },
    ask: (world, person) => got(world, person, `/v/${world.paperCode}`),
    may: () => true,
    isOfNoCase: true,
  },
  {
    ...{ page: '/v/:code/:token', covers: ['code', 'token'], what: 'another paper by a forged token' },
    ask: (world, person) => got(world, person, `/v/AAAA-AAAA-AAAA/${'A'.repeat(99)}`),
    may: () => true,
    isOfNoCase: true,
  },
];

/** Asks for a page as it is; for one that takes something, with nothing in it. */
export function askPage(world: CityWorld, person: CityPerson, page: CityPage): Promise<PageAnswer> {
  const path = page.replaceAll(/:\w+|\*/g, 'x');
  return got(world, person, path, { method: cityPages[page].method === 'ALL' ? 'OPTIONS' : 'GET' });
}
