import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { StandardRPCJsonSerializer, StandardRPCSerializer } from '@orpc/client/standard';
import { gatewayAddresses } from '../../../center/hosting/gateway.ts';
import { pageAddresses } from '../../../center/http.ts';
import type { Random } from '../../../center/sample/random.ts';
import { contract } from '../../../contract/index.ts';
import { closedWords } from '../../../domain/access/hosted.ts';
import { isForAnybody, may, type Procedure } from '../../../domain/access/permissions.ts';
import { type CaseActionType, caseActionSchemas } from '../../../domain/cases/actions.ts';
import { photoOf } from '../../../services/files/testing.ts';
import { projectRoot } from '../../browser/project.ts';
import { newRegistration } from '../../support/desk.ts';
import { ofCase } from '../access/center-calls.ts';
import { proceduresOf } from '../access/id-fields.ts';
import type { DeskPerson, DeskTarget } from './desk-targets.ts';
import type { DeskKind, Hearing } from './heard.ts';
import { bombOf, bytesOf, hostilePart, hostileText, markupOf } from './hostile.ts';
import { malformed } from './requests.ts';
import { hostileInput } from './schema-values.ts';
import type { Heard, Sender, Sent } from './send.ts';

export const deskCalls = [...proceduresOf(contract)] as const;
const named = Object.keys(ofCase) as Procedure[];
const actionTypes = Object.keys(caseActionSchemas) as CaseActionType[];
const serializer = new StandardRPCSerializer(new StandardRPCJsonSerializer());

/** Addresses of a desk: its pages, its calls, and the built files. */
export const deskPages: readonly string[] = [...Object.keys(pageAddresses), '/', '/rpc/*', '/*'];
const gatewayPages: readonly string[] = Object.values(gatewayAddresses);
/** Lines that must have been asked, by the name of the desk. */
export const deskLines: readonly string[] = [
  ...(['hosted', 'center'] as const).flatMap((name) => [
    ...deskCalls.map(([call]) => `${name} ${call}`),
    ...deskPages.map((page) => `${name} ${page}`),
  ]),
  ...gatewayPages.map((page) => `hosted ${page}`),
];

const MOST_KNOWN = 60;
const MOST_BODY = 13 * 1024 * 1024;

/** Who a request says that it comes from. */
interface Asker {
  readonly cookie: string | null;
  /** Null for nobody, and for somebody of another desk. */
  readonly person: DeskPerson | null;
}

/** Requests to one desk: to its pages and files, and to each call of the center's contract. */
export class DeskFuzz {
  readonly target: DeskTarget;
  /** Cases of ours that lie at the desk, with something hostile in every field. */
  readonly stored: { readonly caseId: string; readonly revision: number }[] = [];
  readonly #sender: Sender;
  readonly #heard: Hearing;
  readonly #files: readonly string[];
  #call = 0;
  #page = 0;

  constructor(target: DeskTarget, sender: Sender, heard: Hearing) {
    this.target = target;
    this.#sender = sender;
    this.#heard = heard;
    const built = join(projectRoot, 'out', 'renderer');
    this.#files = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'));
  }

  one(kind: DeskKind, random: Random): Promise<void> {
    switch (kind) {
      case 'desk_route':
        return this.#route(random);
      case 'desk_call':
        return this.#oneCall(random);
      case 'desk_cross':
        return this.#cross(random);
      case 'desk_markup':
        return this.#store(random);
      case 'desk_malformed':
        return this.#malformed(random);
      case 'desk_oversized':
        return this.#oversized(random);
    }
  }

  /** Sends and judges: what nobody of this desk may read, and what only those may who signed in. */
  async #ask(kind: DeskKind, sent: Sent, { cookie, person }: Asker): Promise<Heard> {
    const headers = { ...sent.headers, ...(cookie === null ? {} : { cookie }) };
    const heard = await this.#sender.send({ ...sent, headers });
    const { foreignMarks, ownMarks } = this.target;
    this.#heard.judge(kind, sent, heard, person === null ? [...foreignMarks, ...ownMarks] : foreignMarks);
    if (heard.status === 401 && person !== null) await person.again();
    return heard;
  }

  #path(call: string, prefix = this.target.prefix): string {
    return `${prefix}/rpc/${call.replaceAll('.', '/')}`;
  }

  /** One of the desk, mostly one who may; else nobody, or whoever makes a session up. */
  #someone(random: Random, call: string): Asker {
    const { people, guest, name } = this.target;
    if (random.chance(0.12)) return { cookie: null, person: null };
    if (random.chance(0.06))
      return {
        cookie: `fengqiao_session=${random.pick(['x', 'a'.repeat(43), '%00', '"', '__proto__'])}`,
        person: null,
      };
    // What ends or spoils a session is asked by one who may lose it.
    if (call.startsWith('sessions.')) return { cookie: guest.cookie(), person: guest };
    const able = people.filter(({ roles }) => may(roles, call as Procedure));
    // What would reach this machine is for nobody at the desk of this process.
    const isOpen = name === 'hosted' || closedWords(call) === null;
    const person = isOpen && able.length > 0 && random.chance(0.8) ? random.pick(able) : random.pick(people);
    return { cookie: person.cookie(), person };
  }

  async #oneCall(random: Random): Promise<void> {
    const [call, procedure] = deskCalls[this.#call % deskCalls.length] ?? random.pick(deskCalls);
    this.#call += 1;
    this.#heard.ask(`${this.target.name} ${call}`);
    const { known, foreign, name } = this.target;
    const ids = [...known, ...this.stored.slice(-MOST_KNOWN).map(({ caseId }) => caseId), randomUUID()];
    const words = [...foreign.map(({ caseId }) => caseId), '410105016002', '2026-11-23', '410105', '说明', '李某'];
    const { inputSchema } = procedure['~orpc'];
    const rate = random.pick([0.05, 0.2, 0.55]);
    const input = inputSchema ? hostileInput(inputSchema as never, random, [...ids, ...words], { rate }) : undefined;
    if (input !== null && typeof input === 'object' && 'action' in input && random.chance(0.95)) {
      const type = random.pick(actionTypes);
      const payload = hostileInput(caseActionSchemas[type] as never, random, [...ids, ...words], { rate });
      Object.assign(input, { action: { type, payload } });
    }
    const asker = this.#someone(random, call);
    const isMachines = name === 'center' && closedWords(call) !== null;
    const sent = await this.#calling(this.#path(call), isMachines && isForAnybody(call) ? null : input, random);
    const { status } = await this.#ask('desk_call', sent, asker);
    if (asker.person === null && status >= 200 && status < 300 && !isForAnybody(call))
      this.#heard.leak(`${sent.path} was done for nobody`);
  }

  /** As the pages send it, with a file as a form; now and then cut, or without what tells it from another site's. */
  async #calling(path: string, input: unknown, random: Random): Promise<Sent> {
    const csrf = random.chance(0.97) ? { 'x-csrf-token': 'orpc' } : {};
    const data = serializer.serialize(input);
    if (data instanceof FormData) {
      const form = new Response(data);
      const type = form.headers.get('content-type') ?? '';
      const body = Buffer.from(await form.arrayBuffer());
      const headers = { ...csrf, 'content-type': type, 'content-length': String(body.byteLength) };
      return { method: 'POST', path, headers, body };
    }
    const text = JSON.stringify(data) ?? '';
    if (random.chance(0.04))
      return {
        method: 'GET',
        path: `${path}?data=${encodeURIComponent(text.slice(0, 3_000))}`,
        headers: csrf,
        body: null,
      };
    const body = Buffer.from(random.chance(0.04) ? text.slice(0, random.int(0, text.length)) : text);
    const headers = { ...csrf, 'content-type': 'application/json', 'content-length': String(body.byteLength) };
    return { method: 'POST', path, headers, body };
  }

  /** Whole calls that name a case of somebody else, at the own desk and at that desk with the own session. */
  async #cross(random: Random): Promise<void> {
    const { foreign, beside, prefix, people } = this.target;
    const call = random.pick(named);
    const known = random.pick(foreign);
    const able = people.filter(({ roles }) => may(roles, call));
    const person = random.pick(able.length > 0 ? able : people);
    const at = beside !== null && random.chance(0.4) ? beside : prefix;
    const body = serializer.serialize(ofCase[call]?.(known));
    const form = body instanceof FormData ? new Response(body) : new Response(JSON.stringify(body));
    const bytes = Buffer.from(await form.arrayBuffer());
    const type = body instanceof FormData ? (form.headers.get('content-type') ?? '') : 'application/json';
    const headers = { 'x-csrf-token': 'orpc', 'content-type': type, 'content-length': String(bytes.byteLength) };
    const tricked = random.chance(0.1) ? `${prefix}/..${at === '' ? prefix : at.slice(2)}` : at;
    const sent = { method: 'POST', path: this.#path(call, tricked), headers, body: bytes };
    const asker = { cookie: person.cookie(), person: at === prefix ? person : null };
    const { status } = await this.#ask('desk_cross', sent, asker);
    if (status >= 200 && status < 300) this.#heard.leak(`${sent.path} was done for ${person.account} of another desk`);
  }

  /** Registers a case with a script in every field, or writes, attaches, and keeps such words. */
  async #store(random: Random): Promise<void> {
    const { people } = this.target;
    const clerk = people.find(({ roles }) => roles.includes('clerk'));
    if (!clerk) return;
    const words = () => markupOf(random);
    const post = async (call: string, input: unknown): Promise<Heard> => {
      const sent = await this.#calling(this.#path(call), input, random);
      return this.#ask('desk_markup', sent, { cookie: clerk.cookie(), person: clerk });
    };
    const last = this.stored.at(-1);
    if (last === undefined || random.chance(0.4)) {
      const wanted = newRegistration(randomUUID, { title: words(), facts: words(), demands: [words()] });
      const parties = wanted.registration.parties.map((party) => ({ ...party, id: randomUUID(), name: words() }));
      const registration = { ...wanted.registration, parties };
      const { status, text } = await post('cases.register', { ...wanted, registration });
      if (status !== 200) return;
      const { json } = JSON.parse(text) as { readonly json: { readonly caseId: string; readonly revision: number } };
      this.stored.push({ caseId: json.caseId, revision: json.revision });
      return;
    }
    const { caseId, revision } = last;
    const step = { actionId: randomUUID(), caseId, baseRevision: revision };
    const image = new File([Buffer.from(photoOf('坏'))], `${words()}.jpg`, { type: 'image/jpeg' });
    const sort = { column: 'registeredAt', direction: 'desc' };
    await random.pick([
      () => post('cases.act', { ...step, action: { type: 'case.noted', payload: { note: words() } } }),
      () => post('files.attach', { ...step, kind: 'other', name: image.name, file: image }),
      () =>
        post('drafts.save', {
          ...{ draftId: randomUUID(), kind: 'registration', caseId: null, label: words(), missing: words() },
          content: { facts: words() },
        }),
      () =>
        post('ledger.saveView', { id: randomUUID(), name: words().slice(0, 20), filter: {}, sort, columns: ['title'] }),
    ])();
  }

  async #route(random: Random): Promise<void> {
    const { name, prefix } = this.target;
    const all = [...deskPages, ...(name === 'hosted' ? gatewayPages : [])];
    const page = all[this.#page % all.length] ?? '/';
    this.#page += 1;
    this.#heard.ask(`${name} ${page}`);
    const file = random.pick(this.#files).replaceAll('\\', '/');
    const part = () => (random.chance(0.25) ? file : hostilePart(random));
    const path = gatewayPages.includes(page)
      ? page.replace(':key', random.chance(0.5) ? prefix.slice(3) : hostilePart(random)).replace('*', part)
      : `${prefix}${page.replace('*', part)}`;
    const method = random.pick(['GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']);
    const hasBody = !['GET', 'HEAD', 'TRACE', 'OPTIONS'].includes(method);
    const headers = {
      ...(hasBody
        ? { 'content-type': random.pick(['application/json', 'multipart/form-data; boundary=x', 'x/y', '']) }
        : {}),
      ...(random.chance(0.06)
        ? { host: random.pick(['evil.example', '', '127.0.0.1@evil', '[::1', 'a'.repeat(300)]) }
        : {}),
      ...(random.chance(0.06)
        ? { origin: random.pick(['https://evil.example', 'null', 'x', `http://127.0.0.1`]) }
        : {}),
      ...(random.chance(0.1) ? { range: random.pick(['bytes=-1', 'bytes=99999999999-', 'x', 'bytes=0-0,5-9']) } : {}),
      ...(random.chance(0.1) ? { 'accept-encoding': random.pick(['br', 'gzip;q=0', '*', 'x'.repeat(500)]) } : {}),
      ...(random.chance(0.1) ? { 'if-none-match': 'W/"x', 'if-modified-since': 'never' } : {}),
    };
    const query = random.chance(0.2)
      ? `?data=${encodeURIComponent(hostileText(random).toWellFormed()).slice(0, 900)}`
      : '';
    const sent = { method, path: `${path}${query}`, headers, body: hasBody ? bytesOf(random, 900) : null };
    await this.#ask('desk_route', sent, this.#someone(random, page));
  }

  async #malformed(random: Random): Promise<void> {
    const heard = await this.#sender.raw(malformed(random));
    // That its connection ends is the answer to what is no request.
    this.#heard.judge('desk_malformed', { method: 'raw', path: '' }, { ...heard, status: heard.status || 400 });
  }

  /** More than a call may bring: as it is, packed, or without a length. */
  async #oversized(random: Random): Promise<void> {
    const [call] = random.pick(deskCalls);
    const path = this.#path(call);
    const asker = this.#someone(random, call);
    const csrf = { 'x-csrf-token': 'orpc', 'content-type': 'application/json' };
    if (random.chance(0.3)) {
      const [encoding, body] = bombOf(random);
      const headers = { ...csrf, 'content-encoding': encoding, 'content-length': String(body.byteLength) };
      return void (await this.#ask('desk_oversized', { method: 'POST', path, headers, body }, asker));
    }
    const size = random.chance(0.05) ? MOST_BODY : random.int(40_000, 400_000);
    const body = Buffer.from(
      `{"json":${random.chance(0.5) ? '['.repeat(size) : `{"query":"${'字'.repeat(size / 3)}"}}`}`,
    );
    // Without its length it is sent in pieces.
    const headers = random.chance(0.8) ? { ...csrf, 'content-length': String(body.byteLength) } : csrf;
    await this.#ask('desk_oversized', { method: 'POST', path, headers, body }, asker);
  }
}
