import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';

const messageSchema = z.object({ phone: z.string(), text: z.string() });

/** The gateway of short messages: it takes all, and knows the newest number that a phone was sent. */
export class ShortMessages {
  readonly #codes = new Map<string, string>();
  readonly #server: Server = createServer((asked, answer) => {
    const parts: Buffer[] = [];
    asked.on('data', (part: Buffer) => parts.push(part));
    asked.on('end', () => {
      const { phone, text } = messageSchema.parse(JSON.parse(Buffer.concat(parts).toString()));
      this.#codes.set(phone, /验证码 (\d{6})/.exec(text)?.[1] ?? '');
      answer.end('{}');
    });
  });

  /** Resolves to its address. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/sms`;
  }

  codeOf(phone: string): string {
    return this.#codes.get(phone) ?? '';
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly ms: number;
}

/** Forms as browsers send them, each resident from an address of their own, over connections that stay open. */
export class Residents {
  readonly #agent: Agent;
  readonly #origin: URL;
  #sent = 0;

  constructor(origin: string, connections: number) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.#origin = new URL(origin);
  }

  post(path: string, form: Readonly<Record<string, string>>): Promise<Answered> {
    const body = new URLSearchParams(form).toString();
    this.#sent += 1;
    const from = `10.${(this.#sent >> 16) & 255}.${(this.#sent >> 8) & 255}.${this.#sent & 255}`;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'x-forwarded-for': from,
    };
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const { hostname, port } = this.#origin;
      const asked = request({ hostname, port, path, method: 'POST', headers, agent: this.#agent }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({ status: answer.statusCode ?? 0, text, ms: performance.now() - started });
        });
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
