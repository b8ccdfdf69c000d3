/**
 * As a ref: the element takes the focus when it appears, in the place of what was pressed and is gone, or a keyboard would
 * start at the top again. A function of a module is the same at every render, so that it happens once.
 */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
