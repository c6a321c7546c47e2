import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { ServiceError } from '../contract/errors.ts';
import type { LanStatus } from '../contract/settings.ts';
import type { Desks } from '../services/api/desks.ts';
import type { Caller } from '../services/dependencies.ts';
import { requireIt } from '../services/directory/staff.ts';
import { lanAddresses, readOrMakeCertificate } from './certificate.ts';
import { createHttpServer, type HttpParts } from './http.ts';

const lanSchema = z.object({ enabled: z.boolean(), port: z.int().min(1024).max(65_535) });
type LanChoice = z.infer<typeof lanSchema>;

const DEFAULT_LAN: LanChoice = { enabled: false, port: 5443 };
/** A desk counts as connected this long after its last call; an open page calls at least once a minute. */
const CONNECTED_MS = 3 * 60 * 1000;

interface DeskDependencies {
  readonly dataDir: string;
  readonly now: () => number;
  readonly callerOf: (token: string) => Promise<Caller | null>;
  readonly http: Pick<HttpParts, 'router' | 'rendererDir'>;
  /** Told whenever the number of connected desks changes. */
  readonly onCount: (count: number) => void;
}

/** Other desks of the center: a TLS listener on the LAN that is off until IT switches it on (screens never touch it). */
export interface DeskHost extends Desks {
  /** Starts listening if it was on at the last stop. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

export function createDeskHost(parts: DeskDependencies): DeskHost {
  const { dataDir, now } = parts;
  const path = join(dataDir, 'lan.json');
  /** Last call and first call by session token. */
  const seen = new Map<string, { since: number; last: number }>();
  let choice = readChoice(path);
  let server: FastifyInstance | null = null;
  let fingerprint: string | null = null;
  let counted = 0;

  function connected(): readonly (readonly [string, { since: number }])[] {
    for (const [token, { last }] of seen) if (now() - last > CONNECTED_MS) seen.delete(token);
    return [...seen];
  }

  function count(): void {
    const current = connected().length;
    if (current !== counted) parts.onCount(current);
    counted = current;
  }

  const timer = setInterval(count, 30_000);
  timer.unref();

  async function listen(port: number): Promise<void> {
    const certificate = await readOrMakeCertificate(dataDir, new Date(now()));
    const fresh = await createHttpServer({
      ...parts.http,
      certificate,
      allowedHosts: ['localhost', '127.0.0.1', ...lanAddresses()],
      onCall(token) {
        seen.set(token, { since: seen.get(token)?.since ?? now(), last: now() });
        count();
      },
    });
    await fresh.listen({ port, host: '0.0.0.0' });
    server = fresh;
    fingerprint = certificate.fingerprint;
  }

  async function stop(): Promise<void> {
    await server?.close();
    server = null;
    seen.clear();
    count();
  }

  async function status(): Promise<LanStatus> {
    const desks: { desk: string; staffName: string; since: number }[] = [];
    for (const [token, { since }] of connected()) {
      const caller = await parts.callerOf(token);
      if (caller) desks.push({ desk: caller.desk, staffName: caller.name, since });
    }
    const listening = server !== null;
    const addresses = listening ? lanAddresses().map((address) => `https://${address}:${choice.port}`) : [];
    return { listening, addresses, fingerprint, desks };
  }

  return {
    async lan(caller) {
      requireIt(caller);
      return status();
    },

    async setLan(caller, input) {
      requireIt(caller);
      await stop();
      if (input.enabled) {
        try {
          await listen(input.port);
        } catch (error) {
          const detail = `端口 ${input.port} 不能用（${(error as NodeJS.ErrnoException).code ?? '未知原因'}），请换一个端口。`;
          throw new ServiceError('INVALID_INPUT', { fields: { port: detail }, detail }, { cause: error });
        }
      }
      choice = { enabled: input.enabled, port: input.port };
      writeFileSync(path, JSON.stringify(choice), { mode: 0o600 });
      return status();
    },

    async resume() {
      if (choice.enabled) await listen(choice.port);
    },

    async close() {
      clearInterval(timer);
      await stop();
    },
  };
}

function readChoice(path: string): LanChoice {
  if (!existsSync(path)) return DEFAULT_LAN;
  const text = readFileSync(path, 'utf8');
  const parsed = lanSchema.safeParse(safeJson(text));
  // Off is the safe reading of a file that somebody broke.
  return parsed.success ? parsed.data : DEFAULT_LAN;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
