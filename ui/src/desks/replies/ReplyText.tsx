import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { figures } from "../../parts/figures";
import { Marked } from "../../parts/Marked";
import { isBlank } from "../../parts/text";
import classes from "./replies.module.css";

const SHORT = 280;
const LINES = 6;

/** The text as it came, in its own direction; a long one is folded. */
export function ReplyText({ text }: { text: string }) {
  const { t } = useTranslation();
  const [whole, showWhole] = useState(false);
  const characters = Array.from(text).length;
  const long = characters > SHORT || text.split("\n").length > LINES;
  if (isBlank(text)) return <p className={classes.blank}>{t("replies:blank")}</p>;
  return (
    <div>
      <p className={classes.text} data-folded={(long && !whole) || undefined} dir="auto">
        <Marked text={text} />
      </p>
      {long && (
        <Button variant="subtle" size="compact-xs" aria-expanded={whole} onClick={() => showWhole(!whole)}>
          {whole ? t("replies:fold") : t("replies:unfold", { count: characters, n: figures(characters) })}
        </Button>
      )}
    </div>
  );
}
