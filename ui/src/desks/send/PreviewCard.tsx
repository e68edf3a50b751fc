import { ActionIcon, Paper } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconVolume } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Preview } from "../../contract/Preview";
import { Hint } from "./Hint";
import classes from "./plan.module.css";

interface Props {
  /** Whether it is read out instead of shown. */
  voice: boolean;
  previews: readonly Preview[];
  /** Whether each recipient gets a text of their own. */
  steps: boolean;
  /** Shown while there is no recipient yet. */
  placeholder: string | undefined;
}

/** The text as the customer gets it. */
export function PreviewCard({ voice, previews, steps, placeholder }: Props) {
  const { t } = useTranslation();
  const [wanted, want] = useState(0);
  const at = Math.min(wanted, Math.max(0, previews.length - 1));
  const preview = previews[at];
  const text = preview?.text ?? placeholder ?? "";
  return (
    <Paper withBorder p="md" className={classes.card}>
      <div className={classes.previewHead}>
        <h2>{voice ? t("send:preview.voice") : t("send:preview.title")}</h2>
        {steps && previews.length > 1 && (
          <span className={classes.steps}>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("send:preview.before")} disabled={at === 0} onClick={() => want(at - 1)}>
              <IconChevronLeft size={16} aria-hidden />
            </ActionIcon>
            <span role="status">{t("send:preview.step", { at: at + 1, count: previews.length })}</span>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("send:preview.next")} disabled={at === previews.length - 1} onClick={() => want(at + 1)}>
              <IconChevronRight size={16} aria-hidden />
            </ActionIcon>
          </span>
        )}
      </div>
      {steps && preview !== undefined && <p className={classes.to}>{t("send:preview.to", { number: preview.number_revealed })}</p>}
      {text === "" ? (
        <Hint>{voice ? t("send:preview.empty_voice") : t("send:preview.empty")}</Hint>
      ) : (
        // It scrolls, and so the keyboard has to reach it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <p className={classes.bubble} dir="auto" tabIndex={0}>
          {voice && <IconVolume size={15} className={classes.aloud} aria-hidden />}
          {text}
        </p>
      )}
    </Paper>
  );
}
