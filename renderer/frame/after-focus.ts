/** A dialog gives the focus back in the frame after it is gone; the next one opens then, and gives it back there too. */
export function afterFocusIsBack(open: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(open));
}
