import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { isProblem } from "../ipc/problem";
import classes from "./RowTable.module.css";

interface Props {
  problem: unknown;
  onAgain: () => void;
}

/** Says under a list that some of its rows could not be had, or not as they are now, and asks again. */
export function StuckRows({ problem, onAgain }: Props) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={classes.stuck}>
      <span>
        {t("common:rows_stuck")} {t(`problems:sentence.${isProblem(problem) ? problem.code : "internal"}`)}
      </span>
      <Button size="compact-sm" variant="default" onClick={onAgain}>
        {t("common:again")}
      </Button>
    </div>
  );
}
