import { belongsToTextField, type Combo, matchesCombo, type Press, parseCombo } from './combo.ts';

/** One key of a screen, as it is listed under Ctrl+/ and, where `run` is given, as it acts. */
export interface ActionKey {
  /** As printed on the button: `Ctrl+S`, `F8`, `Alt+N`. */
  readonly combo: string;
  /** What it does, in the words of the button. */
  readonly label: string;
  /** Left out for keys that the field or the grid handles itself; they are listed only. */
  readonly run?: (() => void) | undefined;
  /** Acts again while the key is held down, as for going from case to case. */
  readonly repeats?: boolean;
  /** Works while a dialog is open as well. */
  readonly everywhere?: boolean;
  /** Not listed: the key of an overlay that lists the others. */
  readonly unlisted?: boolean;
}

export interface KeyGroup {
  readonly title: string;
  readonly keys: readonly ActionKey[];
}

/** `frame` keys work on every screen; a `screen` key of the same combination goes first; a dialog closes off both. */
export type Scope = 'frame' | 'screen' | DialogScope;
export interface DialogScope {
  readonly dialog: string;
}

/** Where the focus was when the key was pressed. */
export interface PressPlace {
  readonly inTextField: boolean;
  /** On a button or link, which Enter and space press. */
  readonly onControl: boolean;
  /** In a field whose list is open: Esc and Enter are its own. */
  readonly listOpen: boolean;
}

interface Entry {
  readonly scope: Scope;
  readonly keys: () => readonly ActionKey[];
}

const parsed = new Map<string, Combo>();
function comboOf(key: ActionKey): Combo {
  const known = parsed.get(key.combo);
  if (known) return known;
  const combo = parseCombo(key.combo);
  parsed.set(key.combo, combo);
  return combo;
}

/** All keys declared by what is on the screen now, and which of them a key press means. */
export class KeyRegistry {
  readonly #entries = new Set<Entry>();
  readonly #dialogs: DialogScope[] = [];

  /** @returns a function that takes the keys back */
  add(scope: Scope, keys: () => readonly ActionKey[]): () => void {
    const entry: Entry = { scope, keys };
    for (const key of keys()) comboOf(key);
    this.#entries.add(entry);
    return () => {
      this.#entries.delete(entry);
    };
  }

  /** @returns a function that says the dialog has closed */
  openDialog(scope: DialogScope): () => void {
    this.#dialogs.push(scope);
    return () => {
      const at = this.#dialogs.indexOf(scope);
      if (at >= 0) this.#dialogs.splice(at, 1);
    };
  }

  /** The key that acts for this press, or null when the press is left to the field that has the focus. */
  find(press: Press, place: PressPlace): ActionKey | null {
    for (const keys of this.#reach()) {
      for (const key of keys) {
        const combo = comboOf(key);
        if (key.run && matchesCombo(combo, press) && !taken(combo, place)) return key;
      }
    }
    return null;
  }

  /** What the list of keys shows, the nearest first. */
  list(): readonly KeyGroup[] {
    const groups: KeyGroup[] = [];
    const title = (scope: Scope): string =>
      scope === 'frame' ? '到处可用' : scope === 'screen' ? '这一页' : scope.dialog;
    for (const scope of [...this.#dialogs].reverse()) groups.push({ title: title(scope), keys: this.#of(scope) });
    groups.push({ title: title('screen'), keys: this.#of('screen') });
    groups.push({ title: title('frame'), keys: this.#of('frame') });
    return groups
      .map((group) => ({ ...group, keys: onePerCombo(group.keys.filter((key) => !key.unlisted)) }))
      .filter((group) => group.keys.length > 0);
  }

  #reach(): readonly (readonly ActionKey[])[] {
    const top = this.#dialogs.at(-1);
    if (!top) return [this.#of('screen'), this.#of('frame')];
    const everywhere = [...this.#entries].flatMap((entry) => entry.keys()).filter((key) => key.everywhere);
    return [this.#of(top), everywhere];
  }

  /** The keys of a scope, the latest declaration first. */
  #of(scope: Scope): readonly ActionKey[] {
    const entries = [...this.#entries].filter((entry) => entry.scope === scope);
    return entries.reverse().flatMap((entry) => entry.keys());
  }
}

function taken(combo: Combo, place: PressPlace): boolean {
  if (place.listOpen && (combo.key === 'escape' || belongsToTextField(combo))) return true;
  if (place.inTextField && belongsToTextField(combo)) return true;
  const pressesControl = !combo.ctrl && !combo.alt && (combo.key === 'enter' || combo.key === ' ');
  return place.onControl && pressesControl;
}

function onePerCombo(keys: readonly ActionKey[]): readonly ActionKey[] {
  const seen = new Set<string>();
  return keys.filter((key) => {
    if (seen.has(key.combo)) return false;
    seen.add(key.combo);
    return true;
  });
}
