import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { FieldProblem } from "../../../contract/FieldProblem";
import type { Suppressed } from "../../../contract/Suppressed";
import { useDo } from "../../../ipc/ask";
import { announce } from "../../../parts/announce";
import { MaskedNumber } from "../../../parts/MaskedNumber";
import { PlainText } from "../../../parts/PlainText";
import { When } from "../../../parts/When";
import story from "../../Story.module.css";
import { SummaryLine, SummaryList } from "../../SummaryList";
import { WhyField } from "./WhyField";
import classes from "./suppression.module.css";

interface Props {
  row: Suppressed;
  onGone: () => void;
}

/** Who put a number on the list, when and why; and the way to take it off. */
export function SuppressedStory({ row, onGone }: Props) {
  const { t } = useTranslation();
  const { id, number_masked: masked } = row;
  const [why, setWhy] = useState("");
  const [tried, setTried] = useState(false);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const take = useDo((api, reason: string) => api.unsuppress({ id, why: reason }), {
    done: (found) => {
      setProblems(found);
      if (found.length > 0) return;
      announce(t("suppression:off.done", { number: masked }));
      onGone();
    },
  });
  const words = {
    reveal: t("replies:number.reveal", { number: masked }),
    hide: t("replies:number.hide", { number: masked }),
    recorded: t("replies:number.recorded"),
  };
  return (
    <div className={story.story}>
      <div className={story.head}>
        <h2 className={classes.head}>
          <MaskedNumber masked={masked} of={{ at: "suppressed", id }} words={words} />
        </h2>
      </div>
      <p>{t("suppression:story.means")}</p>
      <SummaryList>
        <SummaryLine name={t("suppression:column.why")}>
          <PlainText className={classes.why} text={row.why} />
        </SummaryLine>
        <SummaryLine name={t("suppression:column.who")}>
          <PlainText text={row.operator} />
        </SummaryLine>
        <SummaryLine name={t("suppression:column.at")}>
          <When at={row.at} />
        </SummaryLine>
        {row.reply_id !== null && <SummaryLine name={t("suppression:story.from")}>{t("suppression:story.reply")}</SummaryLine>}
      </SummaryList>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (why.trim() !== "" && !take.isPending) take.mutate(why.trim());
        }}
        noValidate
      >
        <Stack gap="sm" align="stretch">
          <h3>{t("suppression:off.title")}</h3>
          <p>{t("suppression:off.means")}</p>
          <WhyField
            value={why}
            problems={tried && why.trim() === "" ? [{ field: "why", reason: "required" }] : problems}
            placeholder={t("suppression:off.example")}
            onChange={setWhy}
          />
          <Button type="submit" variant="default" loading={take.isPending}>
            {t("suppression:off.button")}
          </Button>
        </Stack>
      </form>
    </div>
  );
}
