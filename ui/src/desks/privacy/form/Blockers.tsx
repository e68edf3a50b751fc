import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { BindBlocker } from "../../../contract/BindBlocker";
import type { BindDraft } from "../../../contract/BindDraft";
import { Hint } from "../../send/Hint";
import classes from "./form.module.css";

/** What every form begins with is no mistake, and is said quietly. */
const quiet: readonly BindBlocker[] = ["appid_missing", "a_missing", "b_missing", "ttl_missing"];

/** Stand at their fields. */
const atFields: readonly BindBlocker[] = [
  "a_not_a_number",
  "b_not_a_number",
  "same_number",
  "ttl_zero",
  "ttl_too_long",
  "announcement_form",
  "user_text_form",
  "reference_form",
  "conflict",
];

/** Whether nothing was chosen yet where the blocker is about a choice. */
export function isQuiet(blocker: BindBlocker, draft: BindDraft | null): boolean {
  return quiet.includes(blocker) || (blocker === "x_not_of_account" && draft?.x_number === "");
}

interface Props {
  blockers: readonly BindBlocker[];
  draft: BindDraft;
}

/** Why the button does nothing, where it is not said at a field. */
export function Blockers({ blockers, draft }: Props) {
  const { t } = useTranslation();
  const hints = blockers.filter((blocker) => isQuiet(blocker, draft));
  const problems = blockers.filter((blocker) => !isQuiet(blocker, draft) && !atFields.includes(blocker) && blocker !== "x_not_of_account");
  const above = blockers.some((blocker) => !hints.includes(blocker) && !problems.includes(blocker));
  return (
    <>
      <div role="alert" className={classes.problem}>
        {problems.map((blocker) => (
          <p key={blocker}>
            {t(`privacy:blocker.${blocker}`)}{" "}
            <Anchor
              component={Link}
              href={blocker === "identity_missing" ? "/settings" : `/accounts/${draft.account_id}`}
              inherit
              underline="always"
            >
              {blocker === "identity_missing" ? t("privacy:go.settings") : t("privacy:go.account")}
            </Anchor>
          </p>
        ))}
      </div>
      {hints.length > 0 && problems.length === 0 && (
        <Hint>{hints.map((blocker) => (blocker === "x_not_of_account" ? t("privacy:x_missing") : t(`privacy:blocker.${blocker}`))).join(" ")}</Hint>
      )}
      {above && <Hint>{t("privacy:see_fields")}</Hint>}
    </>
  );
}
