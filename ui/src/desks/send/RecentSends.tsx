import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import { useAsk } from "../../ipc/ask";
import { StateBadge } from "../../parts/StateBadge";
import { MessageResult } from "../messages/MessageResult";
import { ModeMark } from "../messages/ModeMark";
import { everything } from "../messages/filter/filter";
import { useMessagesView, viewOf } from "../messages/view";
import { Hint } from "./Hint";
import classes from "./recent.module.css";

const SHOWN = 6;

/** The last messages, live, so that a send can be watched without leaving the form. */
export function RecentSends() {
  const { t } = useTranslation();
  const { memory } = useMessagesView();
  const { data } = useAsk(["messages"], ["recent_messages"], (api) =>
    api.listMessages({ filter: everything, before: null, limit: SHOWN }),
  );
  return (
    <section className={classes.recent} aria-labelledby="recent-sends">
      <h2 id="recent-sends">{t("send:recent.title")}</h2>
      {data?.rows.length === 0 && <Hint>{t("send:recent.none")}</Hint>}
      <ul>
        {data?.rows.map((row) => (
          <li key={row.id}>
            <Link href="/messages" className={classes.recentRow} onClick={() => memory.write({ ...viewOf(), currentId: row.id, openId: row.id })}>
              <span>
                <StateBadge state={row.state} reportsHere={row.reports_here} />
              </span>
              <span className="tabular">{row.number_masked}</span>
              <span className={classes.recentText} dir="auto">
                <ModeMark mode={row.mode} />
                {row.text}
              </span>
              <span className={classes.recentResult}>
                <MessageResult row={row} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
