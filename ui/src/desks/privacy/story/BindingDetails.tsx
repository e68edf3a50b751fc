import { useTranslation } from "react-i18next";

import type { BindingStory } from "../../../contract/BindingStory";
import { TechnicalDetails } from "../../../parts/TechnicalDetails";
import { AttemptDetails } from "../../AttemptDetails";
import { FieldList } from "../../FieldList";

/** What a technician or the vendor's support asks for. */
export function BindingDetails({ story }: { story: BindingStory }) {
  const { t } = useTranslation();
  const { binding } = story;
  const none = t("privacy:details.none");
  const display = binding.kind === "axb" ? `${Number(binding.shows_a_to_b)},${Number(binding.shows_caller_to_a)}` : String(Number(binding.shows_caller_to_a));
  return (
    <TechnicalDetails>
      <FieldList
        fields={[
          { name: "reqid", value: story.reqid },
          { name: t("privacy:details.token"), value: story.token },
          { name: "subid", value: binding.subid ?? none },
          { name: "appid", value: binding.appid },
          { name: "ttl", value: String(binding.ttl_seconds) },
          { name: "display", value: display },
          { name: "record", value: String(Number(binding.record)) },
          { name: "anucode", value: story.anucode === "" ? none : story.anucode },
          ...(binding.kind === "axb" ? [{ name: "ansanu", value: story.ansanu === "" ? none : story.ansanu }] : []),
          { name: t("privacy:details.binding"), value: String(binding.id) },
          { name: t("privacy:details.desk"), value: `${story.desk} · ${binding.operator}` },
        ]}
      />
      {story.attempts.length === 0 && <p>{t("privacy:details.no_attempts")}</p>}
      {story.attempts.map((attempt, index) => (
        <AttemptDetails key={attempt.id} attempt={attempt} ordinal={index + 1} signed={t("privacy:details.signed")} />
      ))}
    </TechnicalDetails>
  );
}
