import type { ActionHeader } from '../log/action.ts';
import { type Finding, finding } from './findings.ts';

/** The end of a chain as it is kept apart from it. */
export interface ChainEnd {
  readonly stationId: string;
  readonly incarnation: number;
  readonly sequence: number;
  readonly headerHash: string;
  /** The latest device time of the chain's actions, where it is kept with the end (LOG-10). */
  readonly newestDeviceTime?: number;
}

/** A header whose predecessor did not come right before it: it is looked for among all of them afterwards. */
export interface LooseEnd {
  readonly position: number;
  readonly header: ActionHeader;
}

interface Chain {
  readonly stationId: string;
  readonly incarnation: number;
  /** Of the header that came last in this chain. */
  sequence: number;
  headerHash: string;
  /** Sequences that were passed over, by the first of them, with the last. */
  readonly missing: Map<number, number>;
  newestDeviceTime: number;
  /** Its first header is here. */
  begins: boolean;
}

const keyOf = ({ stationId, incarnation }: Pick<ActionHeader, 'stationId' | 'incarnation'>) =>
  `${stationId} ${incarnation}`;

/** Follows the chains of all stations through a log (LOG-3): of other stations, and of older lives, parts may be missing. */
export class Chains {
  readonly #chains = new Map<string, Chain>();
  /** Where only the end of a log is read, each chain begins with its first header in it. */
  readonly #isPart: boolean;

  constructor(isPart: boolean) {
    this.#isPart = isPart;
  }

  /** Null where the header follows the one before; else it is to be asked for afterwards. */
  take(position: number, header: ActionHeader, headerHash: string): LooseEnd | null {
    const key = keyOf(header);
    const { stationId, incarnation, sequence, previousHash, deviceTime } = header;
    const known = this.#chains.get(key);
    if (!known) {
      const from = this.#isPart ? sequence : 1;
      const missing = new Map(sequence > from ? [[from, sequence - 1]] : []);
      const begins = sequence === 1;
      const chain = { stationId, incarnation, sequence, headerHash, missing, newestDeviceTime: deviceTime, begins };
      this.#chains.set(key, chain);
      return sequence === 1 || this.#isPart
        ? firstHolds(sequence, previousHash, position, header)
        : { position, header };
    }
    known.newestDeviceTime = Math.max(known.newestDeviceTime, deviceTime);
    known.begins ||= sequence === 1;
    const follows = sequence === known.sequence + 1 && previousHash === known.headerHash;
    if (sequence > known.sequence) {
      if (sequence > known.sequence + 1) known.missing.set(known.sequence + 1, sequence - 1);
      known.sequence = sequence;
      known.headerHash = headerHash;
    } else fill(known.missing, sequence);
    return follows ? null : { position, header };
  }

  /** Own chains whose beginning is here, and that have no end. */
  endless(stationId: string, ends: readonly ChainEnd[]): readonly Finding[] {
    if (this.#isPart) return [];
    const ended = new Set(ends.map(keyOf));
    return [...this.#chains.values()]
      .filter((chain) => chain.stationId === stationId && chain.begins && !ended.has(keyOf(chain)))
      .map((chain) => finding('actions', 'chain_endless', { chain: chainName(chain) }));
  }

  /**
   * What is missing of a chain that must be whole, up to its end. A life that `isOver` may have more behind it: what a
   * restored store had lost came back from the city (SYNC-14).
   */
  missingOf(end: ChainEnd, isOver = false): readonly Finding[] {
    const chain = this.#chains.get(keyOf(end));
    if (!chain) return this.#isPart || end.sequence === 0 ? [] : [gap(end, 1, end.sequence)];
    const gaps = [...chain.missing]
      .filter(([from]) => from <= end.sequence)
      .map(([from, to]) => gap(end, from, Math.min(to, end.sequence)));
    if (chain.sequence < end.sequence) return [...gaps, gap(end, chain.sequence + 1, end.sequence)];
    if (isOver && chain.sequence > end.sequence) return gaps;
    const isEnd = chain.sequence === end.sequence && chain.headerHash === end.headerHash;
    const values = { chain: chainName(end), expected: end.sequence, found: chain.sequence };
    if (!isEnd) return [...gaps, finding('actions', 'chain_head', values)];
    const isNewest =
      this.#isPart || end.newestDeviceTime === undefined || end.newestDeviceTime === chain.newestDeviceTime;
    return isNewest ? gaps : [...gaps, finding('actions', 'chain_clock', { chain: chainName(end) })];
  }
}

function firstHolds(sequence: number, previousHash: string, position: number, header: ActionHeader): LooseEnd | null {
  return sequence > 1 || previousHash === '' ? null : { position, header };
}

/** As a finding names a chain. */
export const chainName = ({ stationId, incarnation }: Pick<ChainEnd, 'stationId' | 'incarnation'>) =>
  `站点 ${stationId.slice(0, 8)} 第 ${incarnation} 世的动作链`;

function gap(end: ChainEnd, from: number, to: number): Finding {
  return finding('actions', 'chain_gap', { chain: chainName(end), from, to });
}

function fill(missing: Map<number, number>, sequence: number): void {
  for (const [from, to] of missing) {
    if (sequence < from || sequence > to) continue;
    missing.delete(from);
    if (from < sequence) missing.set(from, sequence - 1);
    if (sequence < to) missing.set(sequence + 1, to);
    return;
  }
}
