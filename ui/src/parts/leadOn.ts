import type { MouseEvent } from "react";

/** A line leads, wherever it is pressed, to where its `data-lead` link does; what else stands in it may lead elsewhere. */
export function leadOn(event: MouseEvent<HTMLElement>): void {
  if (event.target instanceof Element && event.target.closest("a, button") !== null) return;
  event.currentTarget.querySelector<HTMLElement>("a[data-lead]")?.click();
}
