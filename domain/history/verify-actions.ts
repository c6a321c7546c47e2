import { type ActionHeader, type HashSuite, hashHeader, suiteOf } from '../log/action.ts';
import { type ChainLink, payloadHolds } from '../log/chain.ts';
import { chainLine, type JournalEnd, type JournalLine } from '../log/journal.ts';
import { Chains, type LooseEnd } from './chains.ts';
import { type Finding, finding } from './findings.ts';

/** An action as a store keeps it, at its place in the log. */
export interface KeptAction extends ChainLink {
  /** 1, 2, 3 … without a gap. */
  readonly position: number;
  readonly headerHash: string;
  /** What the digest of the log is over, beside the digest before. */
  readonly line: JournalLine;
}

/** A digest that the other side keeps, and when it was told. */
export interface Anchored {
  readonly digest: string;
  /** As people read it. */
  readonly when: string;
}

export interface ActionRules {
  readonly suite: HashSuite;
  /** Where to begin: the end of the log before the first action that is read. */
  readonly start: JournalEnd;
  /** Digests that are known from elsewhere in the log or the other side, by the count of actions they are over. */
  readonly known: ReadonlyMap<number, string>;
  /** What the other side was told of this log (LOG-13), by the count of actions it is over. */
  readonly anchors: ReadonlyMap<number, Anchored>;
  /** The life that appends here: its actions stand in the order of its chain. Null where lives come in parts. */
  readonly ownLife: { readonly stationId: string; readonly incarnation: number } | null;
  /** Whether the payload of this action was erased by an order (LOG-8). */
  isErased(actionId: string): boolean;
}

/** The end of a log as it is kept apart from it; a city keeps a digest of what it has told only. */
export interface LogEnd {
  readonly count: number;
  readonly digest: string | null;
}

/** Walks the actions of a log in their order (LOG-12), and says of each what does not hold. */
export class ActionVerifier {
  readonly #rules: ActionRules;
  readonly chains: Chains;
  readonly loose: LooseEnd[] = [];
  #end: JournalEnd;
  /** Up to where the digest was right last. */
  #right: number;

  constructor(rules: ActionRules) {
    this.#rules = rules;
    this.#end = rules.start;
    this.#right = rules.start.count;
    this.chains = new Chains(rules.start.count > 0);
  }

  /** Actions up to here were read. */
  get position(): number {
    return this.#end.count;
  }

  take({ position, line, ...link }: KeptAction): Finding[] {
    const found: Finding[] = [];
    const { header } = link;
    const { suite } = this.#rules;
    if (position !== this.#end.count + 1) {
      found.push(finding('actions', 'action_missing', { from: this.#end.count + 1, to: position - 1 }));
      // Its digest is over what is missing as well: it is taken up again where the next is known.
      this.#end = { count: position - 1, digest: '' };
    }
    if (hashHeader(header, suite) !== link.headerHash) found.push(of('action_header', position, header));
    if (link.payloadBytes === null && link.salt === null) {
      if (!this.#rules.isErased(header.id)) found.push(of('payload_missing', position, header));
    } else if (!payloadHolds(link, suite)) found.push(of('action_payload', position, header));
    else if (this.#rules.isErased(header.id)) found.push(of('payload_back', position, header));
    const loose = this.chains.take(position, header, link.headerHash);
    if (loose && this.#isOwn(header)) found.push(of('action_order', position, header));
    else if (loose) this.loose.push(loose);
    this.#end = chainLine(this.#end, line, suiteOf(header, suite));
    return [...found, ...this.#compare()];
  }

  #isOwn({ stationId, incarnation }: ActionHeader): boolean {
    const { ownLife } = this.#rules;
    return ownLife?.stationId === stationId && ownLife.incarnation === incarnation;
  }

  #compare(): Finding[] {
    const { count, digest } = this.#end;
    const anchor = this.#rules.anchors.get(count);
    const rewritten =
      anchor === undefined || anchor.digest === digest
        ? []
        : [finding('anchors', 'anchor_changed', { side: '市平台', when: anchor.when, n: count })];
    const wanted = this.#rules.known.get(count);
    if (wanted === undefined) return rewritten;
    const from = this.#right + 1;
    this.#right = count;
    this.#end = { count, digest: wanted };
    if (wanted === digest) return rewritten;
    return [...rewritten, finding('actions', 'actions_digest', { from, to: count })];
  }

  /** What is missing behind the last action that was read; `end` is kept apart from the log. */
  finish(end: LogEnd): Finding[] {
    const { count } = this.#end;
    const values = { expected: end.count, found: count };
    if (count < end.count) return [finding('actions', 'action_tail', values)];
    if (count > end.count) return [finding('actions', 'action_surplus', values)];
    if (end.digest === null || end.digest === this.#end.digest) return [];
    return [finding('actions', 'actions_digest', { from: this.#right + 1, to: count })];
  }

  /** A header that did not follow the one before, and that none of its predecessors leads to. */
  disconnected({ position, header }: LooseEnd, predecessors: readonly string[]): Finding[] {
    const isFirst = header.sequence === 1 && header.previousHash === '';
    // Of other chains only parts are here: without the one before there is nothing to compare with.
    const holds = isFirst || (header.sequence > 1 && predecessors.length === 0);
    return holds || predecessors.includes(header.previousHash) ? [] : [of('action_order', position, header)];
  }
}

function of(
  kind: 'action_header' | 'action_payload' | 'payload_missing' | 'payload_back' | 'action_order',
  n: number,
  header: ActionHeader,
): Finding {
  return finding('actions', kind, { n }, header.id);
}
