const FIELDS =
  'input:not([type=hidden]):not([type=button]):not([type=submit]), textarea, [contenteditable=true], [data-enter-stop]';

function isStop(element: HTMLElement): boolean {
  if (element.closest('[data-enter-skip], [aria-hidden=true], [inert]')) return false;
  if (element.tabIndex < 0 || element.matches(':disabled')) return false;
  // antd makes the input of a list without search read-only; it is a field all the same.
  if (element.matches('input[readonly]:not([role=combobox])')) return false;
  if (element.matches('input[type=radio]')) return isReachableRadio(element as HTMLInputElement);
  return element.getClientRects().length > 0;
}

/** Of a group of radio buttons the keyboard stops at one: the chosen, or else the first. */
function isReachableRadio(radio: HTMLInputElement): boolean {
  const group = radio.closest('[role=radiogroup]') ?? radio.form ?? document.body;
  const radios = [...group.querySelectorAll<HTMLInputElement>('input[type=radio]')].filter(
    (other) => other.name === radio.name && !other.disabled,
  );
  return radio === (radios.find((other) => other.checked) ?? radios[0]);
}

/** The fields inside, in the order in which Enter walks through them. */
export function fieldsOf(container: HTMLElement): readonly HTMLElement[] {
  return [...container.querySelectorAll<HTMLElement>(FIELDS)].filter(isStop);
}

/** Nobody has chosen where to type: the focus is on nothing, or on something around the container, as a dialog itself. */
export function isFocusNowhere(container: Element): boolean {
  const at = document.activeElement;
  return at === null || at === document.body || (at !== container && at.contains(container));
}

/** Several lines: Enter makes a new one there. */
export function isMultiLine(element: Element): boolean {
  return element.matches('textarea, [contenteditable=true]');
}

/** From a place that is no stop itself, such as a field that has just been filled in and is passed by from now on. */
function nearest(fields: readonly HTMLElement[], from: Element, step: 1 | -1): HTMLElement | undefined {
  const wanted = step === 1 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const there = (field: HTMLElement): boolean => (from.compareDocumentPosition(field) & wanted) !== 0;
  return step === 1 ? fields.find(there) : fields.findLast(there);
}

/**
 * Puts the focus on the field after (or before) `from`, with its text selected so that typing replaces it.
 * @returns false when there is none
 */
export function moveFocus(container: HTMLElement, from: Element, step: 1 | -1): boolean {
  const fields = fieldsOf(container);
  const at = fields.findIndex((field) => field === from || field.contains(from));
  const next = at < 0 ? nearest(fields, from, step) : fields[at + step];
  if (!next) return false;
  next.focus();
  if (next instanceof HTMLInputElement && /^(text|tel|search|password|email|)$/.test(next.type)) next.select();
  return true;
}
