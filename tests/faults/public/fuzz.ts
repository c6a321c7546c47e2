import { randomUUID } from 'node:crypto';
import { type Random, randomOf } from '../../../center/sample/random.ts';
import { type CityPage, type CityProcedure, cityPages, cityRights } from '../../../domain/access/city-rights.ts';
import { DeskFuzz } from './desk-fuzz.ts';
import { bodyOf, type FormPart, formsOf, type PageForm } from './forms.ts';
import { calls, type DeskKind, Hearing, isDeskKind, pages, type RequestKind } from './heard.ts';
import { bombOf, brokenImage, bytesOf, hostilePart, hostileText, markupOf } from './hostile.ts';
import { sendInParts } from './in-parts.ts';
import { asksForSignature, crossScope, guesses, malformed, pathTricks } from './requests.ts';
import { hostileInput } from './schema-values.ts';
import { type Heard, type Sender, type Sent, someAddress } from './send.ts';
import { weights } from './weights.ts';
import { type PublicWorld, placeCodes, type SenderKind } from './world.ts';

const [MOST_FORMS, MOST_REPLAYS] = [300, 200];
const MOST_BYTES = 17 * 1024 * 1024;

/** What came to lie in the city, with what it is looked up. */
export interface Stored {
  readonly queryCode: string;
  readonly digits: string;
}

/** One request after another, each of its own number and of what the city answered before. */
export class Fuzz {
  readonly heard: Hearing;
  readonly stored: Stored[] = [];
  readonly desks: readonly DeskFuzz[];
  readonly #world: PublicWorld;
  readonly #sender: Sender;
  readonly #seed: number;
  readonly #forms = new Map<string, PageForm>();
  readonly #replays: Sent[] = [];
  readonly #turns = new Map<DeskKind, number>();

  /** `senders`: to the city, and to the desks of the world in their order. */
  constructor(world: PublicWorld, [sender, ...toDesks]: readonly [Sender, ...Sender[]], seed: number) {
    this.#world = world;
    this.#sender = sender;
    this.#seed = seed;
    this.heard = new Hearing(world.planted);
    this.desks = toDesks.flatMap((each, index) => {
      const target = world.desks[index];
      return target ? [new DeskFuzz(target, each, this.heard)] : [];
    });
  }

  /** The desks by turns, so that each is asked every call. */
  #atDesk(kind: DeskKind, random: Random): Promise<void> {
    const turn = this.#turns.get(kind) ?? 0;
    this.#turns.set(kind, turn + 1);
    const desk = this.desks[turn % this.desks.length];
    if (!desk) throw new Error('there is no desk');
    return desk.one(kind, random);
  }

  async one(index: number): Promise<void> {
    const random = randomOf(this.#seed, index);
    const kind = random.weighted(weights);
    if (isDeskKind(kind)) return this.#atDesk(kind, random);
    switch (kind) {
      case 'route':
        return this.#route(random, index);
      case 'call':
        return this.#call(random, index);
      case 'form':
      case 'image':
        return this.#form(random, kind);
      case 'markup':
        return random.chance(0.5) || this.stored.length === 0 ? this.#store(random, index) : this.#toOwnCase(random);
      case 'guess':
        return this.#send(kind, random, guesses(random, this.#world));
      case 'cross_scope': {
        const { by, ...sent } = crossScope(random, this.#world);
        return this.#send(kind, random, sent, by);
      }
      case 'replay':
        return this.#replay(random);
      case 'path':
        return this.#send(kind, random, { method: 'GET', path: pathTricks(random), headers: {}, body: null });
      case 'malformed': {
        const heard = await this.#sender.raw(malformed(random));
        // That its connection ends is the answer to what is no request.
        return this.heard.judge(kind, { method: 'raw', path: '' }, { ...heard, status: heard.status || 400 });
      }
      case 'bomb': {
        const [encoding, body] = bombOf(random);
        const call = random.pick(calls)[0].replaceAll('.', '/');
        const headers = { 'content-encoding': encoding, 'content-type': 'application/json' };
        const path = random.chance(0.8) ? `/rpc/${call}` : this.#pathOf(random, random.pick(pages));
        return this.#send(kind, random, { method: 'POST', path, headers, body }, this.#someone(random));
      }
      case 'oversized':
        return this.#oversized(random);
    }
  }

  /** Sends, judges, and learns the forms of what is answered. */
  async #ask(kind: RequestKind, random: Random, sent: Sent, by: SenderKind = 'nobody'): Promise<Heard> {
    const headers = new Headers();
    for (const [name, value] of Object.entries(sent.headers)) headers.set(name, value);
    if (!headers.has('x-forwarded-for')) headers.set('x-forwarded-for', someAddress(random));
    if (by !== 'nobody') {
      this.#world.sign(by, { method: sent.method, url: this.#world.city.origin + sent.path, headers, body: sent.body });
    }
    const signed = { ...sent, headers: Object.fromEntries(headers) };
    const heard = await this.#sender.send(signed);
    this.heard.judge(kind, signed, heard);
    const isTaken = heard.status >= 200 && heard.status < 300;
    if (isTaken && asksForSignature(signed, by) && this.#replays.length < MOST_REPLAYS) this.#replays.push(signed);
    if (heard.text.includes('<form')) this.#learn(heard.text, sent.path);
    return heard;
  }

  async #send(kind: RequestKind, random: Random, sent: Sent, by: SenderKind = 'nobody'): Promise<void> {
    await this.#ask(kind, random, sent, by);
  }

  #learn(page: string, at: string): void {
    for (const form of formsOf(page, at)) {
      const key = `${form.action} ${form.fields.map(({ name }) => name).join(' ')}`;
      if (this.#forms.size < MOST_FORMS || this.#forms.has(key)) this.#forms.set(key, form);
    }
  }

  #someone(random: Random): SenderKind {
    return random.pick(['nobody', 'client', 'stranger'] as const);
  }

  #pathOf(random: Random, page: CityPage): string {
    return page.replaceAll(/:\w+|\*/g, () => (random.chance(0.8) ? hostilePart(random) : 'x'));
  }

  async #route(random: Random, index: number): Promise<void> {
    const page = pages[index % pages.length] ?? '/m';
    const { method, names } = cityPages[page];
    this.heard.ask(page);
    const fields = [...Object.keys(names), ...random.pick([['go', 'question'], ['words'], []] as const)];
    const query = new URLSearchParams(fields.map((field) => [field, hostileText(random).slice(0, 800)]));
    const isGet = method === 'GET' ? random.chance(0.8) : random.chance(0.3);
    const verb = isGet ? 'GET' : random.pick(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'POST', 'POST']);
    const body =
      isGet || verb === 'HEAD' ? null : random.chance(0.7) ? Buffer.from(query.toString()) : bytesOf(random, 900);
    const type = random.pick([
      ...['application/x-www-form-urlencoded', 'application/json', 'multipart/form-data; boundary=x', 'text/html'],
      ...['application/offset+octet-stream', 'x/y'],
    ]);
    const headers = {
      ...(body === null ? {} : { 'content-type': type }),
      ...(random.chance(0.2)
        ? { 'tus-resumable': '1.0.0', 'upload-length': random.pick(['-1', '9e99', '10', '1']) }
        : {}),
      ...(random.chance(0.1)
        ? { range: random.pick(['bytes=-1', 'bytes=99999999999999-', 'x', 'bytes=0-0,5-9']) }
        : {}),
      ...(random.chance(0.1)
        ? { 'x-forwarded-for': random.pick(['::1', '127.0.0.1, x', '<script>', '999.1.1.1', '']) }
        : {}),
      ...(random.chance(0.1) ? { cookie: encodeURIComponent(hostileText(random).toWellFormed()).slice(0, 900) } : {}),
    };
    const path = `${this.#pathOf(random, page)}${random.chance(0.4) ? `?${query}` : ''}`;
    await this.#ask('route', random, { method: verb, path, headers, body }, this.#someone(random));
  }

  async #call(random: Random, index: number): Promise<void> {
    const [name, procedure] = calls[index % calls.length] ?? random.pick(calls);
    this.heard.ask(name);
    const { inputSchema, route } = procedure['~orpc'];
    const { caseId, queryCode } = random.pick(this.#world.planted);
    const known = [caseId, queryCode, randomUUID(), '410105', 'city', ...placeCodes, 'a'.repeat(64), '0000', '说明'];
    const input = inputSchema ? hostileInput(inputSchema as never, random, known) : {};
    const isRpc = random.chance(0.6);
    const { by } = cityRights[name as CityProcedure];
    const own: SenderKind = by === 'client' ? 'client' : by === 'station' ? 'stranger' : 'nobody';
    const path = isRpc ? `/rpc/${name.replaceAll('.', '/')}` : `/api${route.path}`;
    const text = JSON.stringify(isRpc ? { json: input, meta: [] } : input) ?? '';
    const body = Buffer.from(random.chance(0.05) ? text.slice(0, random.int(0, text.length)) : text);
    const headers = { 'content-type': 'application/json' };
    const sender = random.chance(0.75) ? own : this.#someone(random);
    await this.#ask('call', random, { method: 'POST', path, headers, body }, sender);
  }

  /** A form that some page has, with something hostile in some of its fields. */
  async #form(random: Random, kind: 'form' | 'image'): Promise<void> {
    const all = [...this.#forms.values()];
    if (all.length === 0) return this.#send(kind, random, { method: 'GET', path: '/m', headers: {}, body: null });
    const form = random.pick(all);
    const parts: FormPart[] = form.fields.map(({ name, value, type }) => {
      const isKept = random.chance(type === 'hidden' ? 0.85 : 0.35);
      return { name, value: isKept ? value : hostileText(random) };
    });
    const button = form.buttons.length > 0 ? random.pick(form.buttons) : null;
    if (button) parts.push(random.chance(0.9) ? button : { ...button, value: hostileText(random) });
    if (random.chance(0.1)) parts.push(...parts);
    await this.#post(kind, random, form, parts);
  }

  async #post(kind: RequestKind, random: Random, form: PageForm, given: readonly FormPart[]): Promise<Heard> {
    const files = form.fields.filter(({ type }) => type === 'file').map(({ name }) => name);
    const withFiles = given.map((part): FormPart => {
      const { name, type, bytes } = brokenImage(random);
      return files.includes(part.name) ? { ...part, file: { name, type, bytes } } : part;
    });
    const image = brokenImage(random);
    const extra: FormPart[] = kind === 'image' && files.length === 0 ? [{ name: 'photo', value: '', file: image }] : [];
    const { type, body } = bodyOf([...withFiles, ...extra], form.isMultipart || kind === 'image');
    if (form.method === 'GET') {
      const query = new URLSearchParams(given.map(({ name, value }) => [name, value]));
      const path = `${form.action}?${query.toString().slice(0, 4_000)}`;
      return this.#ask(kind, random, { method: 'GET', path, headers: {}, body: null });
    }
    const sent = { method: 'POST', path: form.action, headers: { 'content-type': type }, body };
    return this.#ask(kind, random, sent);
  }

  /** Submits with scripts in every field, by a system of the city or by the pages. */
  async #store(random: Random, index: number): Promise<void> {
    const phone = `131${String(index).padStart(8, '0')}`;
    const words = () => markupOf(random);
    const answers = {
      ...{ placeCode: placeCodes[random.chance(0.12) ? 0 : 1], placeDetail: words(), facts: `fq-${index}-${words()}` },
      ...{ opponent: words(), opponentPlace: words(), wish: 'on_site', name: words(), phone, consent: 'yes' },
    };
    const [key, digits] = [randomUUID(), phone.slice(-4)];
    if (random.chance(0.7)) {
      const input = { idempotencyKey: key, submission: answers, proof: { kind: 'vouched' } };
      const sent = {
        method: 'POST',
        path: '/api/inbound/submissions',
        headers: { 'content-type': 'application/json' },
      };
      const { status, text } = await this.#ask(
        'markup',
        random,
        { ...sent, body: Buffer.from(JSON.stringify(input)) },
        'client',
      );
      if (status === 200) this.stored.push({ ...(JSON.parse(text) as Pick<Stored, 'queryCode'>), digits });
      return;
    }
    const contact: PageForm = { action: '/m', method: 'POST', isMultipart: false, fields: [], buttons: [] };
    const parts = Object.entries({ ...answers, question: 'contact', go: 'next' });
    const proving = await this.#post(
      'markup',
      random,
      contact,
      parts.map(([name, value]) => ({ name, value: value ?? '' })),
    );
    const form = formsOf(proving.text, '/m').find(({ fields }) => fields.some(({ name }) => name === 'proof'));
    if (!form) return;
    const code = this.#world.codeSentTo(phone);
    const typed = form.fields.map(({ name, value }) => ({ name, value: name === 'code' ? code : value }));
    const done = await this.#post('markup', random, form, [...typed, { name: 'go', value: 'submit' }]);
    const [, queryCode] = /id="query-code"[^>]*>([^<]+)</.exec(done.text) ?? [];
    if (queryCode !== undefined) this.stored.push({ queryCode, digits });
  }

  /** Looks a case up that it submitted itself, and sends one of the forms that stand there. */
  async #toOwnCase(random: Random): Promise<void> {
    const { queryCode, digits } = random.pick(this.stored);
    const key = { code: queryCode, digits };
    if (random.chance(0.3)) return sendInParts(random, key, (sent) => this.#ask('image', random, sent));
    const body = Buffer.from(new URLSearchParams(key).toString());
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const shown = await this.#ask('markup', random, { method: 'POST', path: '/m/progress', headers, body });
    const forms = formsOf(shown.text, '/m/progress').filter(({ fields }) => fields.length > 2);
    if (forms.length === 0) return;
    const form = random.pick(forms);
    const parts = form.fields.map(({ name, value, type }): FormPart => {
      return { name, value: type === 'hidden' || type === 'radio' ? value : markupOf(random) };
    });
    const [button] = form.buttons;
    await this.#post('markup', random, form, button ? [...parts, random.pick(form.buttons)] : parts);
  }

  async #replay(random: Random): Promise<void> {
    if (this.#replays.length === 0) return this.#call(random, random.int(0, 1_000));
    const sent = random.pick(this.#replays);
    const heard = await this.#sender.send(sent);
    this.heard.judge('replay', sent, heard);
    if (heard.status > 0 && heard.status < 300) this.heard.replaysTaken.push(`${sent.method} ${sent.path}`);
  }

  async #oversized(random: Random): Promise<void> {
    const size = random.chance(0.05) ? MOST_BYTES : random.int(40_000, 400_000);
    const page = random.pick(pages.filter((each) => cityPages[each].method === 'ALL'));
    const path = random.pick([this.#pathOf(random, page), `/rpc/${random.pick(calls)[0].replaceAll('.', '/')}`]);
    const body = Buffer.from(`facts=${'字'.repeat(Math.floor(size / 3))}`);
    const isLine = random.chance(0.2);
    const sent: Sent = isLine
      ? { method: 'GET', path: `/v/${'A'.repeat(random.int(900, 20_000))}`, headers: {}, body: null }
      : { method: 'POST', path, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body };
    await this.#ask('oversized', random, sent, isLine ? 'nobody' : this.#someone(random));
  }
}
