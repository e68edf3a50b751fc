import { useTranslation } from "react-i18next";
import { Title } from "@mantine/core";

import { useAsk } from "../../ipc/ask";
import { ReceiverForm } from "./ReceiverForm";

/** The callback receiver inside the app. */
export function ReceiverSection() {
  const { t } = useTranslation();
  const receiver = useAsk(["pushes"], ["receiver"], (api) => api.receiver()).data;
  if (receiver === undefined) return null;
  return (
    <section>
      <Title order={2} mb="sm">
        {t("settings:receiver.title")}
      </Title>
      <ReceiverForm receiver={receiver} />
    </section>
  );
}
