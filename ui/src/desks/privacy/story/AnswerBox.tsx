import { Button, Paper } from "@mantine/core";
import { IconUnlink } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Binding } from "../../../contract/Binding";
import type { BindingState } from "../../../contract/BindingState";
import { useNow } from "../../../frame/useNow";
import { ReasonNext } from "../../../parts/ReasonNext";
import { isLive } from "../live";
import { Countdown } from "../Remaining";
import { answerOf, canDecide } from "./answer";
import { DecideDialog } from "./DecideDialog";
import { ReleaseDialog } from "./ReleaseDialog";
import classes from "./story.module.css";

/** States in which the reason says what a person can do. */
const needsReason: readonly BindingState[] = ["rejected", "not_sent", "still_bound"];

/** Where it stands, what that means, and what can be done, with its risk first. */
export function AnswerBox({ binding }: { binding: Binding }) {
  const { t } = useTranslation();
  const now = useNow(10_000);
  const [asking, ask] = useState<"release" | "decide" | null>(null);
  const answer = answerOf(t, binding, now);
  const close = () => ask(null);
  const stillBound = binding.state === "still_bound";
  const until = binding.ends_at ?? binding.reserved_until;
  return (
    <Paper
      withBorder
      p="sm"
      className={classes.answer}
      component="section"
      aria-label={t("privacy:answer_label")}
      data-bad={stillBound || undefined}
    >
      {/* A refused release is told at once. */}
      <div role={stillBound ? "alert" : undefined}>
        <h3>{answer.head}</h3>
      </div>
      <p>{answer.means}</p>
      {isLive(binding.state) && (
        <p className={classes.countdown}>
          <span>{t("privacy:time_left")}</span> <Countdown until={until} />
        </p>
      )}
      <p>{answer.next}</p>
      {binding.reason !== null && needsReason.includes(binding.state) && (
        <ReasonNext reason={binding.reason} account={{ vendor: binding.vendor, name: binding.account_name }} />
      )}
      {answer.noRelease !== null && <p className={classes.quiet}>{answer.noRelease}</p>}
      {binding.can_release && (
        <Button
          fullWidth
          variant={binding.state === "bound" ? "default" : "filled"}
          {...(stillBound ? { color: "red.9" } : {})}
          leftSection={<IconUnlink size={15} aria-hidden />}
          onClick={() => ask("release")}
        >
          {stillBound ? t("privacy:release.again") : t("privacy:release.open")}
        </Button>
      )}
      {canDecide(binding) && (
        <>
          <p className={classes.risk}>{t("privacy:decide.risk")}</p>
          <Button fullWidth variant="default" onClick={() => ask("decide")}>
            {t("privacy:decide.open")}
          </Button>
        </>
      )}
      {asking === "release" && <ReleaseDialog binding={binding} onClose={close} />}
      {asking === "decide" && <DecideDialog binding={binding} onClose={close} />}
    </Paper>
  );
}
