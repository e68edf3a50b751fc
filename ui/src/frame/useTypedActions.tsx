import { useDebouncedValue } from "@mantine/hooks";
import type { SpotlightActionData } from "@mantine/spotlight";
import { IconArrowRight, IconSearch, IconTimelineEvent } from "@tabler/icons-react";
import { useLayoutEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { digitsOf } from "../desks/messages/FoundNumbers";
import { useMessagesView, viewOf } from "../desks/messages/view";
import { useAsk } from "../ipc/ask";
import { numberPath } from "../parts/numberPath";
import { dateAndClock } from "../parts/time";
import { chooseFirst } from "./paletteStore";

const PAUSE_MS = 150;
/** Digits from which on a number may be meant that nothing happened with yet. */
const WHOLE_FROM = 7;

/**
 * What is meant by what was typed into the palette, beside its actions: numbers, a number as it was typed, a search in Messages
 * unless it is the name of an action.
 */
export function useTypedActions(query: string, named: boolean): SpotlightActionData[] {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const { memory } = useMessagesView();
  const typed = query.trim();
  const [settled] = useDebouncedValue(typed, PAUSE_MS);
  const asked = digitsOf(settled);
  const found = useAsk(["messages", "replies", "bindings"], ["find_numbers", asked], (api) => api.findNumbers(asked ?? ""), { enabled: asked !== null }).data ?? [];
  const came = found.length;
  // With the rows themselves: an Enter between the two would mean the row that was first before.
  useLayoutEffect(() => {
    // What came in above is the first one now, and Enter means the first one.
    if (came > 0) chooseFirst();
  }, [came, asked]);
  if (typed === "") return [];
  const digits = digitsOf(typed);
  // An answer to fewer digits than stand there now would be chosen by a quick Enter.
  const numbers = digits === asked ? found : [];
  const whole = digits !== null && digits.length >= WHOLE_FROM && !numbers.some(({ number_masked }) => number_masked === digits);
  return [
    ...numbers.map(({ of, number_masked, is_x, last_at }) => ({
      id: numberPath(of),
      label: is_x ? t("frame:palette.x_number", { number: number_masked }) : number_masked,
      description: t("frame:palette.last_at", { at: dateAndClock(new Date(last_at)) }),
      leftSection: <IconTimelineEvent size={16} aria-hidden />,
      onClick: () => go(numberPath(of)),
    })),
    ...(whole
      ? [
          {
            id: "number-typed",
            label: t("frame:palette.number", { number: typed }),
            leftSection: <IconArrowRight size={16} aria-hidden />,
            onClick: () => go(numberPath({ at: "typed", digits })),
          },
        ]
      : []),
    ...(named
      ? []
      : [
          {
            id: "search",
            label: t("frame:palette.search_messages", { words: typed }),
            leftSection: <IconSearch size={16} aria-hidden />,
            onClick: () => {
              memory.write(viewOf({ search: typed }));
              go("/messages");
            },
          },
        ]),
  ];
}
