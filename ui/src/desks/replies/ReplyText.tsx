import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { figures } from "../../parts/figures";
import classes from "./replies.module.css";

const SHORT = 280;
const LINES = 4;

/** The text as it came, in its own direction; a long one is folded. */
export function ReplyText({ text }: { text: string }) {
  const { t } = useTranslation();
  const [whole, showWhole] = useState(false);
  const long = text.length > SHORT || text.split("\n").length > LINES;
  if (text.trim() === "") return <p className={classes.blank}>{t("replies:blank")}</p>;
  return (
    <div>
      <p className={classes.text} data-folded={(long && !whole) || undefined} dir="auto">
        {text}
      </p>
      {long && (
        <Button variant="subtle" size="compact-xs" aria-expanded={whole} onClick={() => showWhole(!whole)}>
          {whole ? t("replies:fold") : t("replies:unfold", { count: text.length, n: figures(text.length) })}
        </Button>
      )}
    </div>
  );
}
