import type { FastifyInstance } from 'fastify';
import { ServiceError } from '../contract/errors.ts';
import type { LanStatus } from '../contract/settings.ts';
import { toWriteError } from '../db/errors.ts';
import { requireRight } from '../services/access/rights.ts';
import type { Desks } from '../services/api/desks.ts';
import type { Caller } from '../services/dependencies.ts';
import { type Certificate, lanAddresses, readOrMakeCertificate } from './certificate.ts';
import { closeHttpServer, createHttpServer, type HttpParts } from './http.ts';
import { type LanChoice, lanHosts, readLanChoice, writeLanChoice } from './lan-choice.ts';

/** A desk counts as connected this long after its last call; an open page calls at least once a minute. */
const CONNECTED_MS = 3 * 60 * 1000;

interface DeskDependencies {
  readonly dataDir: string;
  readonly now: () => number;
  /** Whose session a token is; asked for every call, so asking must not count as use of the session. */
  readonly holderOf: (token: string) => Promise<Caller | null>;
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

interface Listener {
  readonly server: FastifyInstance;
  readonly port: number;
  readonly fingerprint: string;
}

export function createDeskHost(parts: DeskDependencies): DeskHost {
  const { dataDir, now } = parts;
  /** Last call and first call by token of a session that is known to be open. */
  const seen = new Map<string, { since: number; last: number }>();
  const leaving = new Set<Promise<void>>();
  let choice = readLanChoice(dataDir);
  let listener: Listener | null = null;
  let problem: string | null = null;
  let counted = 0;
  let turn: Promise<unknown> = Promise.resolve();

  /** One switch at a time: two at once would leave a listener that nobody closes. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  }

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

  /** Anybody can send a made-up token, and an open page goes on asking after its session ended: neither is a desk. */
  async function noteCall(token: string, server: FastifyInstance): Promise<void> {
    const known = (await parts.holderOf(token)) !== null;
    if (listener?.server !== server) return;
    if (known) seen.set(token, { since: seen.get(token)?.since ?? now(), last: now() });
    else seen.delete(token);
    count();
  }

  async function listen(port: number): Promise<Listener> {
    const certificate = await certificateOf(dataDir, now());
    const server = await createHttpServer({
      ...parts.http,
      certificate,
      get allowedHosts() {
        return lanHosts();
      },
      onCall: (token) => noteCall(token, server),
      onSignOut(token) {
        seen.delete(token);
        count();
      },
    });
    try {
      await server.listen({ port, host: '0.0.0.0' });
    } catch (error) {
      await server.close();
      throw portRefusal(port, error);
    }
    return { server, port, fingerprint: certificate.fingerprint };
  }

  /** Lets the listener go without waiting: the call that asks for it may have come through it, and wants its answer. */
  function leave(): void {
    if (!listener) return;
    const gone = closeHttpServer(listener.server).finally(() => leaving.delete(gone));
    leaving.add(gone);
    listener = null;
    seen.clear();
    count();
  }

  async function status(): Promise<LanStatus> {
    const desks: { desk: string; staffName: string; since: number }[] = [];
    for (const [token, { since }] of connected()) {
      const caller = await parts.holderOf(token);
      if (caller) desks.push({ desk: caller.desk, staffName: caller.name, since });
      else seen.delete(token);
    }
    count();
    const port = listener?.port;
    const addresses = port === undefined ? [] : lanAddresses().map((address) => `https://${address}:${port}`);
    const fingerprint = listener?.fingerprint ?? null;
    return { listening: listener !== null, problem, addresses, fingerprint, desks };
  }

  function keep(next: LanChoice): void {
    writeLanChoice(dataDir, next);
    choice = next;
  }

  async function open(port: number): Promise<void> {
    if (listener?.port !== port) {
      const fresh = await listen(port);
      leave();
      listener = fresh;
    }
    try {
      keep({ enabled: true, port });
    } catch (error) {
      throw fileRefusal(error, '这次已经开放，但开放设置没有保存，重新启动后要再开一次。');
    }
  }

  function shut(port: number): void {
    leave();
    try {
      keep({ enabled: false, port });
    } catch (error) {
      throw fileRefusal(error, '已经停止开放，但设置没有保存，重新启动后会再开放，到时请再停一次。');
    }
  }

  return {
    async lan(caller) {
      requireRight(caller, 'settings.lan');
      return status();
    },

    async setLan(caller, { enabled, port }) {
      requireRight(caller, 'settings.setLan');
      return inTurn(async () => {
        problem = null;
        if (enabled) await open(port);
        else shut(port);
        return status();
      });
    },

    resume: () =>
      inTurn(async () => {
        if (!choice.enabled || listener) return;
        try {
          listener = await listen(choice.port);
        } catch (error) {
          problem = error instanceof ServiceError ? error.message : '没有开放成，请联系管理员查看运行记录。';
          throw error;
        }
      }),

    close: () =>
      inTurn(async () => {
        clearInterval(timer);
        leave();
        await Promise.all(leaving);
      }),
  };
}

async function certificateOf(dataDir: string, now: number): Promise<Certificate> {
  try {
    return await readOrMakeCertificate(dataDir, new Date(now));
  } catch (error) {
    throw fileRefusal(error, '安全证书没有保存，没有开放。');
  }
}

function portRefusal(port: number, error: unknown): ServiceError {
  const detail = `端口 ${port} 不能用（${(error as NodeJS.ErrnoException).code ?? '未知原因'}），请换一个端口。`;
  return new ServiceError('INVALID_INPUT', { fields: { port: detail }, detail }, { cause: error });
}

/** A file that could not be written: why, what holds now, and what to do. Anything else stays what it is. */
function fileRefusal(error: unknown, outcome: string): unknown {
  const known = toWriteError(error);
  if (!(known instanceof ServiceError)) return known;
  const why = known.code === 'DISK_FULL' ? '磁盘已满，请清理磁盘。' : '数据文件夹不能写入，请检查文件夹的权限。';
  return new ServiceError(known.code, { detail: `${why}${outcome}` }, { cause: error });
}
