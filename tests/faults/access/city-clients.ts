import { randomUUID } from 'node:crypto';
import { addClient, type NewClient, revokeClient } from '../../../city/clients/clients.ts';
import type { City } from '../../../city/start.ts';
import { createInboundClient } from '../../../docs/inbound-client.mjs';
import { clientScopeIds } from '../../../domain/access/client-scopes.ts';
import type { SigningClient } from '../../support/client-signer.ts';
import { type CityClient, cityClients } from './city-people.ts';

/** A case that a system of the city submitted. */
export interface ClientsCase {
  readonly idempotencyKey: string;
  readonly caseId: string;
  readonly queryCode: string;
  readonly digits: string;
}

/** Registers the systems of the matrix; the first of them submits a case. */
export async function openCityClients({ city }: { readonly city: City }): Promise<{
  readonly keys: Readonly<Record<CityClient, SigningClient>>;
  readonly submitted: ClientsCase;
}> {
  const made = new Map<CityClient, SigningClient>();
  for (const client of cityClients) {
    const name = client.replace('_', '-');
    const scopes: NewClient['scopes'] = client === 'narrow_client' ? ['progress'] : [...clientScopeIds];
    const secret = await addClient(city.database, { name, title: client, scopes, perMinute: 100_000 }, Date.now());
    made.set(client, { name, secret });
  }
  await revokeClient(city.database, 'revoked-client', Date.now());
  const keys = Object.fromEntries(made) as Record<CityClient, SigningClient>;
  const idempotencyKey = randomUUID();
  const { caseId, queryCode } = await createInboundClient({ origin: city.origin, ...keys.client }).submit({
    idempotencyKey,
    submission: {
      ...{ placeCode: '410105017001', facts: '楼上漏水', wish: 'on_site' },
      ...{ name: '某人', phone: '13699990417', consent: 'yes' },
    },
    proof: { kind: 'vouched' },
  });
  return { keys, submitted: { idempotencyKey, caseId, queryCode, digits: '0417' } };
}
