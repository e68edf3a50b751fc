import { useTranslation } from "react-i18next";

import type { RetentionRun } from "../../contract/RetentionRun";
import { figures } from "../../parts/figures";
import { PlainText } from "../../parts/PlainText";
import { When } from "../../parts/When";
import { Folded } from "../Folded";
import classes from "./keeping.module.css";

/** What was removed, when, and who asked for it. */
export function RetentionRuns({ runs }: { runs: readonly RetentionRun[] }) {
  const { t } = useTranslation();
  if (runs.length === 0) return null;
  return (
    <Folded label={t("keeping:runs.title", { count: runs.length })} open={false}>
      <table className={classes.log}>
        <thead>
          <tr>
            <th scope="col">{t("keeping:runs.at")}</th>
            <th scope="col">{t("keeping:runs.who")}</th>
            <th scope="col">{t("keeping:runs.removed")}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map(({ at, operator, removed }, index) => {
            const counts = removed.filter(({ rows }) => rows > 0);
            return (
              <tr key={`${at} ${index}`}>
                <td>
                  <When at={at} />
                </td>
                <td>{operator === "" ? t("keeping:runs.by_itself") : <PlainText text={operator} />}</td>
                <td>
                  {counts.length === 0
                    ? t("keeping:runs.nothing")
                    : counts.map(({ kind, rows }) => t(`keeping:count.${kind}`, { count: rows, n: figures(rows) })).join(" · ")}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Folded>
  );
}
