import * as z from 'zod';
import { type PlainDate, plainDate } from '../text/chinese-date.ts';
import type { PlaceLevel } from './divisions.ts';
import { spokenVillageName } from './spoken-name.ts';

const code = z.string().regex(/^(?:\d{6}|\d{9}|\d{12})$/, '区划编码要写 6、9 或 12 位数字');
const named = z.object({ code, name: z.string().trim().min(2, '请写名称').max(60, '名称最多 60 个字') });
const on = plainDate;

/** One step of the yearly reorganisation (区划调整), with the day from which it holds. */
export const divisionChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rename'), on, ...named.shape }),
  z.object({ kind: z.literal('merge'), on, from: z.array(code).min(2, '合并至少要写两个原编码'), to: named }),
  z.object({
    kind: z.literal('split'),
    on,
    from: code,
    to: z
      .array(
        named.extend({
          /** What lies below it from then on. */
          children: z.array(code).default([]),
        }),
      )
      .min(2, '拆分至少要写两个新编码'),
  }),
]);
export type DivisionChange = z.infer<typeof divisionChangeSchema>;

/** A division as it was from one day up to before another; null for ever. */
export interface DivisionVersion {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly level: PlaceLevel;
  readonly parentCode: string | null;
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
}

/** What became of a code on a day: those that its people belong to since. A part that keeps the code is among them. */
interface Succession {
  readonly on: PlainDate;
  readonly to: readonly string[];
}

export interface Reorganised {
  /** Oldest first; a code is never used anew. */
  readonly versions: ReadonlyMap<string, readonly DivisionVersion[]>;
  readonly successions: ReadonlyMap<string, readonly Succession[]>;
  /** Changes that do not fit, by their index in the list, with the reason in Chinese; they have changed nothing. */
  readonly problems: readonly { readonly index: number; readonly message: string }[];
}

const levelWords: Readonly<Record<PlaceLevel, string>> = { area: '区县', street: '街道', village: '社区' };
const levelOf = (text: string): PlaceLevel => (text.length === 6 ? 'area' : text.length === 9 ? 'street' : 'village');
const shortNameOf = (level: PlaceLevel, name: string): string => (level === 'village' ? spokenVillageName(name) : name);

/** Whether it holds on a day. */
export function isInForce({ from, to }: Pick<DivisionVersion, 'from' | 'to'>, day: PlainDate): boolean {
  return (from === null || from <= day) && (to === null || day < to);
}

/**
 * Applies changes to divisions, by their days and then in the order of the list. What held before the day of a change is
 * the same afterwards, so that an old case keeps its names.
 */
export function reorganise(base: readonly DivisionVersion[], changes: readonly DivisionChange[]): Reorganised {
  const versions = new Map<string, DivisionVersion[]>();
  for (const version of base) versions.set(version.code, [...(versions.get(version.code) ?? []), version]);
  const successions = new Map<string, Succession[]>();
  const problems: { index: number; message: string }[] = [];

  const open = (of: string): DivisionVersion | null => versions.get(of)?.find(({ to }) => to === null) ?? null;
  /** A version that would have held for no day leaves no trace. */
  const close = (version: DivisionVersion, day: PlainDate): void => {
    const rest = versions.get(version.code)?.filter((each) => each !== version) ?? [];
    versions.set(version.code, version.from === day ? rest : [...rest, { ...version, to: day }]);
  };
  const begin = (version: DivisionVersion): void => {
    versions.set(version.code, [...(versions.get(version.code) ?? []), version]);
  };
  const succeed = (of: string, day: PlainDate, to: readonly string[]): void => {
    successions.set(of, [...(successions.get(of) ?? []), { on: day, to }]);
  };
  const childrenOf = (of: string): readonly DivisionVersion[] =>
    [...versions.values()].flatMap((each) => each.filter(({ to, parentCode }) => to === null && parentCode === of));
  const move = (child: DivisionVersion, parentCode: string, day: PlainDate): void => {
    if (child.parentCode === parentCode) return;
    close(child, day);
    begin({ ...child, parentCode, from: day, to: null });
  };
  const fresh = (old: DivisionVersion, { code, name }: z.infer<typeof named>, day: PlainDate): DivisionVersion => ({
    ...{ code, name, shortName: shortNameOf(old.level, name), level: old.level },
    ...{ parentCode: old.parentCode, from: day, to: null },
  });
  /** Why a code cannot be given to what comes of others; null where it can. */
  function codeProblem(to: string, level: PlaceLevel, from: readonly string[]): string | null {
    if (levelOf(to) !== level) return `${to} 不是${levelWords[level]}的编码`;
    return versions.has(to) && !from.includes(to) ? `${to} 已经用过，不能再给别的地方用` : null;
  }
  function goneProblem(codes: readonly string[], day: PlainDate): string | null {
    const gone = codes.find((each) => open(each) === null);
    if (gone !== undefined) return versions.has(gone) ? `${gone} 在 ${day} 已经不用了` : `没有 ${gone} 这个区划编码`;
    const late = codes.find((each) => (open(each)?.from ?? '') > day);
    return late === undefined ? null : `${late} 在 ${day} 还没有启用`;
  }

  function rename(change: Extract<DivisionChange, { kind: 'rename' }>): string | null {
    const gone = goneProblem([change.code], change.on);
    const old = open(change.code);
    if (gone !== null || !old) return gone;
    if (old.name === change.name) return `${change.code} 已经叫「${change.name}」`;
    close(old, change.on);
    begin(fresh(old, change, change.on));
    return null;
  }

  function merge({ on: day, from, to }: Extract<DivisionChange, { kind: 'merge' }>): string | null {
    if (new Set(from).size < from.length) return '原编码写重了';
    const gone = goneProblem(from, day);
    if (gone !== null) return gone;
    const parts = from.flatMap((each) => open(each) ?? []);
    const [first] = parts;
    if (!first) return '没有原编码';
    if (parts.some(({ level }) => level !== first.level)) return '合并的要是同一级的区划';
    const wrong = codeProblem(to.code, first.level, from);
    if (wrong !== null) return wrong;
    const children = from.flatMap(childrenOf);
    const kept = parts.find(({ code }) => code === to.code) ?? first;
    for (const part of parts) close(part, day);
    begin(fresh(kept, to, day));
    for (const child of children) move(child, to.code, day);
    for (const part of from) if (part !== to.code) succeed(part, day, [to.code]);
    return null;
  }

  function split({ on: day, from, to }: Extract<DivisionChange, { kind: 'split' }>): string | null {
    const gone = goneProblem([from], day);
    const old = open(from);
    if (gone !== null || !old) return gone;
    const codes = to.map((each) => each.code);
    if (new Set(codes).size < codes.length) return '新编码写重了';
    const wrong = codes.map((each) => codeProblem(each, old.level, [from])).find((each) => each !== null);
    if (wrong !== undefined) return wrong;
    const children = childrenOf(from);
    const given = to.flatMap((each) => each.children);
    const stray = given.find((each) => !children.some((child) => child.code === each));
    if (stray !== undefined) return `${stray} 不在 ${from} 下面`;
    if (new Set(given).size < given.length) return '下辖编码写重了';
    const left = children.filter((child) => !given.includes(child.code));
    if (left.length > 0) return `还没写归哪个新区划：${left.map(({ shortName }) => shortName).join('、')}`;
    close(old, day);
    for (const part of to) begin(fresh(old, part, day));
    for (const part of to)
      for (const child of children) if (part.children.includes(child.code)) move(child, part.code, day);
    succeed(from, day, codes);
    return null;
  }

  const apply = (change: DivisionChange): string | null => {
    switch (change.kind) {
      case 'rename':
        return rename(change);
      case 'merge':
        return merge(change);
      case 'split':
        return split(change);
    }
  };
  const inOrder = changes
    .map((change, index) => ({ change, index }))
    .toSorted((one, other) => one.change.on.localeCompare(other.change.on) || one.index - other.index);
  for (const { change, index } of inOrder) {
    const message = apply(change);
    if (message !== null) problems.push({ index, message });
  }
  return { versions, successions, problems };
}

/** The division as it was on a day; null where it was not. */
export function divisionOn(
  { versions }: Pick<Reorganised, 'versions'>,
  code: string,
  day: PlainDate,
): DivisionVersion | null {
  return versions.get(code)?.find((version) => isInForce(version, day)) ?? null;
}

/**
 * The codes in force on a day that a code from any earlier day leads to: itself, its one successor, or each part of what
 * was split, for whoever scans an old poster may live in any. Empty for a code that never was, or is not yet.
 */
export function leadsTo(reorganised: Reorganised, code: string, day: PlainDate): readonly string[] {
  const since = reorganised.successions.get(code)?.filter((each) => each.on <= day) ?? [];
  const self = divisionOn(reorganised, code, day) === null ? [] : [code];
  const others = since.flatMap(({ to }) => to.filter((each) => each !== code));
  return [...new Set([...self, ...others.flatMap((each) => leadsTo(reorganised, each, day))])];
}
