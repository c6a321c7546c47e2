import { type ClientContext, type ClientLink, DynamicLink, ORPCError } from '@orpc/client';
import { RPCLink as HttpLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { SimpleCsrfProtectionLinkPlugin } from '@orpc/client/plugins';
import type { ShellBridge } from '../../contract/shell.ts';
import { connectToService } from '../../contract/shell-port.ts';
import { sessionEnd } from '../sessions/session-end.ts';
import { connection } from './connection.ts';
import { isConnectionFailure } from './errors.ts';

type Link = ClientLink<ClientContext>;

/** Over HTTP to the center that served this page, under a path of its own where it is hosted; the session is a cookie. */
function httpLink(page: string): Link {
  return new HttpLink({
    url: new URL('rpc', page).href,
    plugins: [new SimpleCsrfProtectionLinkPlugin()],
    interceptors: [watchConnection],
  });
}

/** Over a MessagePort to the service in the Electron app. A service that was restarted gets a new port. */
function shellLink(bridge: ShellBridge): Link {
  let current: Promise<Link> | null = null;
  let open: MessagePort | null = null;
  let told = false;
  /** Calls under way over a dead port would wait for ever: they are refused, and the next one asks for a new port. */
  const drop = (port: MessagePort): void => {
    if (open !== port) return;
    open = null;
    current = null;
    connection.getState().lost();
    port.close();
    port.dispatchEvent(new Event('close'));
  };
  bridge.onServiceState((state) => {
    told = true;
    connection.getState().serviceSays(state);
    // Electron tells a port that its other end is gone, but not at once, and Chromium does not.
    if (state.status !== 'ready' && open) drop(open);
  });
  // What happened before this page listened, such as a store that could not be opened.
  bridge.serviceState().then(
    (state) => {
      if (!told) connection.getState().serviceSays(state);
    },
    () => connection.getState().lost(),
  );
  const connect = async (): Promise<Link> => {
    const port = await connectToService(bridge, window);
    open = port;
    port.addEventListener('close', () => drop(port));
    return new PortLink({ port, interceptors: [watchConnection] });
  };
  return new DynamicLink(() => {
    current ??= connect().catch((error: unknown) => {
      current = null;
      connection.getState().lost();
      throw new TypeError('no port to the center service', { cause: error });
    });
    return current;
  });
}

interface Call<Result> {
  readonly next: () => Promise<Result>;
  readonly signal?: AbortSignal | undefined;
}

async function watchConnection<Result>({ next, signal }: Call<Result>): Promise<Result> {
  try {
    const result = await next();
    connection.getState().reached();
    return result;
  } catch (error) {
    // What the page itself gave up says nothing about the center.
    if (signal?.aborted) throw error;
    if (isConnectionFailure(error)) connection.getState().lost();
    else connection.getState().reached();
    if (error instanceof ORPCError && error.code === 'NOT_SIGNED_IN') sessionEnd.getState().end();
    throw error;
  }
}

/** The one place that knows how the page reaches its center. */
export function createLink(): Link {
  return window.fengqiaoShell ? shellLink(window.fengqiaoShell) : httpLink(window.location.href);
}
