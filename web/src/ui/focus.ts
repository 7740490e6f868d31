/** A ref for what somebody has just asked to see: puts the focus on its first control, once, when it appears. */
export function focusFirst(element: HTMLElement | null): void {
  element?.querySelector<HTMLElement>('select, input, button')?.focus();
}
