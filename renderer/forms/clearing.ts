import type { KeyboardEvent } from 'react';

/**
 * Delete or Backspace in a list field whose search text is empty takes its value away, without opening the list. antd's
 * own clear button would be one more stop for Tab after every field. Goes around the field, on the capturing side.
 */
export function clearOnDelete(clear: (() => void) | undefined): (event: KeyboardEvent) => void {
  return (event) => {
    const { target } = event;
    const erases = event.key === 'Delete' || event.key === 'Backspace';
    if (!clear || !erases || event.nativeEvent.isComposing) return;
    if (!(target instanceof HTMLInputElement) || target.value !== '') return;
    event.stopPropagation();
    clear();
  };
}
