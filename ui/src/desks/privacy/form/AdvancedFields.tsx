import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { BindBlocker } from "../../../contract/BindBlocker";
import { Folded } from "../../Folded";
import type { BindBoxes, BindForm } from "./form";
import classes from "./form.module.css";

interface Props {
  form: BindBoxes;
  blockers: readonly BindBlocker[];
  onChange: (change: Partial<BindForm>) => void;
}

/** What is rarely needed. */
export function AdvancedFields({ form, blockers, onChange }: Props) {
  const { t } = useTranslation();
  const { announcements, playedOnAnswer, userText } = form;
  const wrong = (blocker: "announcement_form" | "user_text_form") => (blockers.includes(blocker) ? t(`privacy:blocker.${blocker}`) : null);
  const axb = form.kind === "axb";
  const places = axb ? (["b_to_x", "a_to_x", "others_to_x"] as const) : (["anyone_to_x"] as const);
  const announce = (place: number, code: string) => {
    const [first, second, third] = announcements;
    onChange({ announcements: [place === 0 ? code : first, place === 1 ? code : second, place === 2 ? code : third] });
  };
  return (
    <Folded label={t("privacy:advanced")} open={[...announcements, playedOnAnswer, userText].some((text) => text !== "")}>
      <div className={classes.advanced}>
        <div role="group" aria-label={t("privacy:field.anucode")}>
          <div className={classes.legend}>{t("privacy:field.anucode")}</div>
          <div className={classes.help}>{axb ? t("privacy:help.anucode") : t("privacy:help.anucode_xa")}</div>
          <div className={classes.places}>
            {places.map((place, index) => (
              <TextInput
                key={place}
                label={t(`privacy:announcement.${place}`)}
                value={announcements[index] ?? ""}
                onChange={(event) => announce(index, event.currentTarget.value)}
                error={wrong("announcement_form") !== null}
                inputMode="numeric"
                autoComplete="off"
              />
            ))}
          </div>
          <div className={classes.error}>{wrong("announcement_form")}</div>
        </div>
        {axb && (
          <TextInput
            label={t("privacy:field.ansanu")}
            description={t("privacy:help.ansanu")}
            value={playedOnAnswer}
            onChange={(event) => onChange({ playedOnAnswer: event.currentTarget.value })}
            error={wrong("announcement_form") !== null}
            autoComplete="off"
          />
        )}
        <TextInput
          label={t("privacy:field.user_text")}
          description={t("privacy:help.user_text")}
          value={userText}
          onChange={(event) => onChange({ userText: event.currentTarget.value })}
          error={wrong("user_text_form")}
        />
      </div>
    </Folded>
  );
}
