import './key.css';

/** A key as it is printed, e.g. on a button. It is part of the picture, not of the button's name. */
export function Key({ combo }: { readonly combo: string }) {
  return (
    <span className="key" aria-hidden="true">
      {combo}
    </span>
  );
}

/** The value of `aria-keyshortcuts` for a combination. */
export function ariaKeys(combo: string | undefined): string | undefined {
  return combo?.replace('Ctrl', 'Control').replace('Esc', 'Escape').replace('空格', 'Space');
}
