import type { KeyboardEvent } from "react";

/** Presses the button of a form by Ctrl+Enter from any of its boxes, once however long the keys are held. */
export function onCtrlEnter(press: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    const wanted = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!wanted || event.repeat || event.nativeEvent.isComposing) return;
    event.preventDefault();
    press();
  };
}
