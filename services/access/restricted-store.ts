import { viewersOf } from '../../domain/cases/restriction.ts';
import type { CaseReads, PersonQuery } from '../cases/port.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import type { HomeReads } from '../home/port.ts';
import type { LedgerReads } from '../ledger/port.ts';
import type { Reads, Store } from '../ports.ts';

/**
 * The store as one person may see it: cases that are open to named people only are not there for others, not in a list, a
 * count, a search or by their id (domain/cases/restriction.ts). Every call of a person goes through it
 * (services/api/router.ts); what the program does by itself sees all.
 */
export function storeFor(store: Store, viewer: string): Store {
  return {
    ...store,
    read: (work) => store.read((reads) => work(restricted(reads, viewer))),
    write: (work) => store.write((writes) => work(restricted(writes, viewer))),
  };
}

/** What the calls of a person on cases are done with. */
export function dependenciesFor(dependencies: Dependencies, { staffId }: Caller): Dependencies {
  return { ...dependencies, store: storeFor(dependencies.store, staffId) };
}

function restricted<Ports extends Reads>(ports: Ports, viewer: string): Ports {
  return {
    ...ports,
    cases: casesFor(ports, viewer),
    ledger: { ...ports.ledger, ...ledgerReads(ports.ledger, viewer) },
    home: { ...ports.home, ...homeReads(ports.home, viewer) },
  };
}

/** The cases of a store as one person may see them. */
export function casesFor<Cases extends CaseReads>(
  { cases, log }: { readonly cases: Cases; readonly log: Reads['log'] },
  viewer: string,
): Cases {
  // Who may see a case when the call begins sees it to its end: a mediator who returns it gets the answer.
  const seen = new Set<string>();
  return {
    ...cases,
    async find(caseId: string) {
      const found = await cases.find(caseId);
      const viewers = found && viewersOf(found.state);
      if (viewers && !seen.has(caseId) && !viewers.includes(viewer)) {
        if (!viewers.includes((await log.station()).stationId)) return null;
      }
      if (found) seen.add(caseId);
      return found;
    },
    hints: (caseIds: readonly string[]) => cases.hints(caseIds, viewer),
    byPerson: (person: PersonQuery, limit: number) => cases.byPerson(person, limit, viewer),
    similarOpen: (placeCode: string, gbtCategory: string | null, limit: number) =>
      cases.similarOpen(placeCode, gbtCategory, limit, viewer),
    search: (query: string, limit: number) => cases.search(query, limit, viewer),
  };
}

function ledgerReads(ledger: LedgerReads, viewer: string): Partial<LedgerReads> {
  return {
    page: (query) => ledger.page({ ...query, viewer }),
    order: (query) => ledger.order({ ...query, viewer }),
    totals: (filter, now) => ledger.totals(filter, now, viewer),
    count: () => ledger.count(viewer),
  };
}

function homeReads(home: HomeReads, viewer: string): Partial<HomeReads> {
  return {
    work: (query) => home.work({ ...query, viewer }),
    counts: (query) => home.counts({ ...query, viewer }),
    citizensWaiting: (query) => home.citizensWaiting({ ...query, viewer }),
    confirmations: (query) => home.confirmations({ ...query, viewer }),
    errands: (query) => home.errands({ ...query, viewer }),
    news: (query) => home.news({ ...query, viewer }),
    setAside: () => home.setAside(viewer),
    answered: (staffId) => home.answered(staffId, viewer),
  };
}
