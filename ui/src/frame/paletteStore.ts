import { createSpotlight } from "@mantine/spotlight";

/** The palette's state, and what opens it. */
export const [paletteStore, palette] = createSpotlight();

/** Chooses the first row, which Enter means: as the palette does itself when something is typed, but not when rows come in later. */
export function chooseFirst(): void {
  const list = document.getElementById(paletteStore.getState().listId);
  list?.querySelector("[data-selected]")?.removeAttribute("data-selected");
  list?.querySelector("[data-action]")?.setAttribute("data-selected", "true");
  paletteStore.updateState((state) => ({ ...state, selected: 0 }));
}
