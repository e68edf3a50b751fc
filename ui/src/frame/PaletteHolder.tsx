import { useHotkeys } from "@mantine/hooks";
import { useSpotlight } from "@mantine/spotlight";
import { useCallback, useEffect, useRef, useState } from "react";

import { later } from "../parts/later";
import { palette, paletteStore } from "./paletteStore";

const Palette = later(async () => (await import("./Palette")).Palette);

/** By then the first page has long been drawn, which the palette must not hold up. */
const AFTER_MS = 1_000;

/** The palette, once the first page is drawn or it is asked for. */
export function PaletteHolder() {
  const { opened } = useSpotlight(paletteStore);
  const [isHere, arrive] = useState(false);
  const fetch = useCallback(() => {
    Palette.ahead().then(
      () => arrive(true),
      // Its key fetches it again.
      () => undefined,
    );
  }, []);
  useHotkeys([["mod+K", palette.toggle]], []);

  useEffect(() => {
    const waiting = setTimeout(fetch, AFTER_MS);
    return () => clearTimeout(waiting);
  }, [fetch]);

  // It gives the keyboard back only to what had it when it opened: so it is here closed first.
  const asked = useRef(false);
  useEffect(() => {
    if (isHere || !opened) return;
    asked.current = true;
    palette.close();
    fetch();
  }, [isHere, opened, fetch]);
  useEffect(() => {
    if (!isHere || !asked.current) return;
    asked.current = false;
    palette.open();
  }, [isHere]);

  return isHere ? <Palette /> : null;
}
