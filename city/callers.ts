import type { Client, Clients } from './clients/clients.ts';
import type { Admission } from './sync/admission.ts';
import type { Sender } from './sync/push-log.ts';
import type { SignedCall } from './sync/signed-call.ts';

/** Who makes a call, as its headers prove: a station, a system of the city, or, with neither, anybody. */
export interface Caller {
  readonly claim: Sender | null;
  readonly client: Client | null;
}

/** Why it is none that may call; what is thrown where the call is answered. */
export interface RefusedCaller {
  readonly refused: unknown;
}

export const isRefused = (caller: Caller | RefusedCaller): caller is RefusedCaller => 'refused' in caller;

/** Where the calls of clients are, in both forms of the API; what anybody may ask is asked by nobody's name. */
const CLIENTS_CALL = /^\/(?:rpc|api)\/inbound\//;

/**
 * Finds out who calls by the token, the signature and the digest of the body as it came (SYNC-16): nothing is unpacked or
 * read for whoever only says to be somebody. Whoever brings no name is anybody, and so is a client outside its own calls.
 */
export function createCallers(
  stations: Pick<Admission, 'claimOf'>,
  clients: Clients,
): (call: SignedCall) => Promise<Caller | RefusedCaller> {
  return async (call) => {
    try {
      if (call.token !== null) return { claim: await stations.claimOf(call), client: null };
      const isForClients = CLIENTS_CALL.test(call.request.target);
      return { claim: null, client: isForClients ? await clients.callerOf(call) : null };
    } catch (refused) {
      return { refused };
    }
  };
}
