import { Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { NumberLink } from "../../../parts/NumberLink";
import { RevealButton } from "../../../parts/RevealButton";
import { useReveal } from "../../../parts/useReveal";
import drawer from "../../Story.module.css";

interface Props {
  id: number;
  masked: string;
}

/** The number, masked until somebody needs it; every look is recorded. */
export function NumberHead({ id, masked }: Props) {
  const { t } = useTranslation();
  const { shown, busy, toggle } = useReveal((api) => api.revealNumber(id));
  return (
    <div>
      <div className={drawer.head}>
        <Title order={2} className="tabular">
          <NumberLink of={{ at: "message", id }} shown={shown ?? masked} />
        </Title>
        <RevealButton
          toggles
          shown={shown !== null}
          busy={busy}
          label={shown === null ? t("messages:number.reveal") : t("messages:number.hide")}
          onClick={toggle}
        />
      </div>
      <Text size="xs" c="dimmed" role="status">
        {shown !== null && t("messages:number.recorded")}
      </Text>
    </div>
  );
}
