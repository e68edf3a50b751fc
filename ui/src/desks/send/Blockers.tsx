import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { Blocker } from "../../contract/Blocker";
import { Hint } from "./Hint";
import classes from "./plan.module.css";

/** What every form begins with is no mistake, and is said quietly. */
const quiet: readonly Blocker[] = ["no_recipients", "no_content"];

/** What is mended at another desk. */
const elsewhere: Partial<Record<Blocker, "/accounts" | "/settings">> = {
  account_off: "/accounts",
  account_paused: "/accounts",
  secret_missing: "/accounts",
  template_missing: "/accounts",
  template_kind: "/accounts",
  variable_count: "/accounts",
  identity_missing: "/settings",
};

interface Props {
  blockers: readonly Blocker[];
  missingTemplate: boolean;
}

/** Why the button does nothing, a sentence each. */
export function Blockers({ blockers, missingTemplate }: Props) {
  const { t } = useTranslation();
  const hints = blockers.filter((blocker) => quiet.includes(blocker));
  const problems = blockers.filter((blocker) => !quiet.includes(blocker));
  return (
    <>
      <div role="alert" className={classes.problem}>
        {problems.map((blocker) => {
          const place = elsewhere[blocker];
          return (
            <p key={blocker}>
              {t(`send:blocker.${blocker}`)}{" "}
              {place !== undefined && (
                <Anchor component={Link} href={place} inherit>
                  {place === "/accounts" ? t("send:go.accounts") : t("send:go.settings")}
                </Anchor>
              )}
            </p>
          );
        })}
      </div>
      {missingTemplate && <Hint>{t("send:blocker.template_wanted")}</Hint>}
      {hints.length > 0 && problems.length === 0 && (
        <Hint>{hints.map((blocker) => t(`send:blocker.${blocker}`)).join(" ")}</Hint>
      )}
    </>
  );
}
