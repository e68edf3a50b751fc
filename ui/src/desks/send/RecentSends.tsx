import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import { useAsk } from "../../ipc/ask";
import { leadOn } from "../../parts/leadOn";
import { NumberLink } from "../../parts/NumberLink";
import { Marked } from "../../parts/Marked";
import { StateBadge } from "../../parts/StateBadge";
import { MessageResult } from "../messages/MessageResult";
import { ModeMark } from "../messages/ModeMark";
import { everything } from "../messages/filter/filter";
import { useMessagesView } from "../messages/view";
import { placeOf } from "../useOpenRow";
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
          // The link on the text is what takes the keyboard.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
          <li key={row.id} id={`recent-${row.id}`} className={classes.recentRow} onClick={leadOn}>
            <span>
              <StateBadge state={row.state} reportsHere={row.reports_here} />
            </span>
            <NumberLink of={{ at: "message", id: row.id }} shown={row.number_masked} />
            <Link href="/messages" className={classes.recentText} dir="auto" data-lead aria-labelledby={`recent-${row.id}`} onClick={() => memory.write(placeOf(row.id))}>
              <ModeMark mode={row.mode} />
              <Marked text={row.text} />
            </Link>
            <span className={classes.recentResult}>
              <MessageResult row={row} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
