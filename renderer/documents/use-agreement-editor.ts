import { useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import { type AgreementCase, agreementWarnings, withFix } from '../../domain/documents/agreement-warnings.ts';
import { type ClauseSnippet, fillSnippet, nextBlank, type SideNames } from '../../domain/documents/clause-snippets.ts';
import { type Caret, changed, inserted, insertedText, moved, without } from './agreement-edits.ts';
import { type AgreementValues, type ItemValues, isBlankTerm, newItem, newTerm, warnedOf } from './agreement-values.ts';
import { type FieldKey, itemKey, type Problems, termKey } from './check-agreement.ts';

export function elementId(key: FieldKey): string {
  return `agreement-${key}`;
}

/** Puts the focus on a field once it is drawn, with a part of its text selected. */
export function focusField(key: FieldKey, selected?: readonly [start: number, end: number] | null): void {
  requestAnimationFrame(() => {
    const element = document.getElementById(elementId(key));
    element?.focus();
    if (selected && element instanceof HTMLTextAreaElement) element.setSelectionRange(...selected);
    element?.scrollIntoView({ block: 'nearest' });
  });
}

function focusedId(attribute: 'data-term' | 'data-item'): string | null {
  return document.activeElement?.closest(`[${attribute}]`)?.getAttribute(attribute) ?? null;
}

interface Removed {
  readonly label: string;
  readonly restore: () => void;
}

/** The text in the editor, and everything that a key can do to it. */
export function useAgreementEditor(start: AgreementValues, about: AgreementCase, onChange: () => void) {
  const [values, setValues] = useState(start);
  const latest = useRef(start);
  const [problems, setProblems] = useState<Problems>({});
  const [removed, setRemoved] = useState<Removed | null>(null);
  const lastTerm = useRef<{ readonly id: string; readonly caret: Caret } | null>(null);

  const update = (change: Partial<AgreementValues>, mended: readonly FieldKey[] = []): void => {
    latest.current = { ...latest.current, ...change };
    setValues(latest.current);
    // A message goes away as soon as its field is being mended; saving checks it again.
    if (mended.some((key) => key in problems)) {
      setProblems(Object.fromEntries(Object.entries(problems).filter(([key]) => !mended.includes(key))));
    }
    onChange();
  };

  const setTerm = (id: string, text: string): void =>
    update({ terms: changed(latest.current.terms, id, { text }) }, [termKey(id), 'terms']);
  const setItem = (id: string, change: Partial<ItemValues>): void => {
    const keys = Object.keys(change) as (keyof ItemValues)[];
    update(
      { items: changed(latest.current.items, id, change) },
      keys.map((key) => itemKey(id, key)),
    );
  };

  const addTerm = (text = ''): string => {
    const { terms } = latest.current;
    const at = terms.findIndex(({ id }) => id === (focusedId('data-term') ?? lastTerm.current?.id));
    const last = terms.at(-1);
    // An empty last clause is the new one.
    const empty = at < 0 || at === terms.length - 1 ? last : terms[at];
    if (empty && isBlankTerm(empty)) {
      if (text !== '') setTerm(empty.id, text);
      return empty.id;
    }
    const term = newTerm(newId, text);
    update({ terms: inserted(terms, at < 0 ? terms.length : at + 1, term) });
    return term.id;
  };

  const addItem = (): void => {
    const { items } = latest.current;
    const item = newItem(newId, items.at(-1)?.partyId ?? null);
    update({ items: [...items, item] });
    focusField(itemKey(item.id, item.partyId === null ? 'partyId' : 'what'));
  };

  const removeTerm = (id: string): void => {
    const { terms } = latest.current;
    const at = terms.findIndex((term) => term.id === id);
    const term = terms[at];
    if (!term) return;
    const rest = without(terms, id);
    const next = rest.length > 0 ? rest : [newTerm(newId)];
    update({ terms: next }, [termKey(id)]);
    focusField(termKey(next[Math.min(at, next.length - 1)]?.id ?? ''));
    if (isBlankTerm(term)) return;
    const restore = (): void => {
      const now = latest.current.terms.filter((each) => rest.length > 0 || !isBlankTerm(each));
      update({ terms: inserted(now, at, term) });
      focusField(termKey(term.id));
    };
    setRemoved({ label: `已去掉第 ${at + 1} 条`, restore });
  };

  const removeItem = (id: string): void => {
    const { items } = latest.current;
    const at = items.findIndex((item) => item.id === id);
    const item = items[at];
    if (!item) return;
    const rest = without(items, id);
    update({ items: rest });
    const next = rest[Math.min(at, rest.length - 1)];
    focusField(next ? itemKey(next.id, 'what') : 'place');
    const restore = (): void => {
      update({ items: inserted(latest.current.items, at, item) });
      focusField(itemKey(item.id, 'what'));
    };
    setRemoved({ label: `已去掉履行事项第 ${at + 1} 项`, restore });
  };

  const remove = (): void => {
    const term = focusedId('data-term');
    const item = focusedId('data-item');
    if (term !== null) removeTerm(term);
    else if (item !== null) removeItem(item);
  };

  const move = (step: 1 | -1) => (): void => {
    const focused = document.activeElement;
    const term = focusedId('data-term');
    const item = focusedId('data-item');
    if (term !== null) update({ terms: moved(latest.current.terms, term, step) });
    else if (item !== null) update({ items: moved(latest.current.items, item, step) });
    // A moved element can lose the focus.
    requestAnimationFrame(() => focused instanceof HTMLElement && focused.focus());
  };

  /** Better words in place of what a warning found: in the clause that has the focus, else in the first. */
  const fix = (termId?: string): void => {
    const { terms } = latest.current;
    const wanted = termId ?? focusedId('data-term');
    const found = agreementWarnings(warnedOf(latest.current), about).filter(({ fix }) => fix !== null);
    const here = found.find(({ place }) => place.at === 'term' && terms[place.index]?.id === wanted) ?? found[0];
    const term = here?.place.at === 'term' ? terms[here.place.index] : undefined;
    if (!here?.fix || !term) return;
    setTerm(term.id, withFix(term.text, here.fix));
    const end = here.fix.start + here.fix.words.length;
    focusField(termKey(term.id), [here.fix.start, end]);
  };

  /** Puts a clause in where the caret was; without one, as a clause of its own. */
  const insert = (snippet: ClauseSnippet, names: SideNames): void => {
    const { text: words } = fillSnippet(snippet, names);
    const last = lastTerm.current;
    const term = latest.current.terms.find(({ id }) => id === last?.id);
    if (!term || !last) {
      const id = addTerm(words);
      focusField(termKey(id), nextBlank(words, 0));
      return;
    }
    const { text, from } = insertedText(term.text, last.caret, words);
    setTerm(term.id, text);
    const end = from + words.length;
    focusField(termKey(term.id), nextBlank(words, 0) === null ? [end, end] : nextBlank(text, from));
  };

  /** To the next blank of the clause that has the focus, or of the first that has one. */
  const toNextBlank = (): void => {
    const focused = document.activeElement;
    const { terms } = latest.current;
    const here = terms.find(({ id }) => id === focusedId('data-term'));
    const after = focused instanceof HTMLTextAreaElement ? focused.selectionEnd : 0;
    const term = here && nextBlank(here.text, 0) ? here : terms.find(({ text }) => nextBlank(text, 0));
    if (term) focusField(termKey(term.id), nextBlank(term.text, term === here ? after : 0));
  };

  return {
    values,
    latest,
    problems,
    setProblems,
    update,
    setTerm,
    setItem,
    addTerm: () => focusField(termKey(addTerm())),
    addItem,
    remove,
    move,
    fix,
    insert,
    toNextBlank,
    noteCaret: (id: string, caret: Caret) => {
      lastTerm.current = { id, caret };
    },
    removed: removed?.label ?? null,
    putBack: () => {
      removed?.restore();
      setRemoved(null);
    },
  };
}

export type AgreementEditor = ReturnType<typeof useAgreementEditor>;
