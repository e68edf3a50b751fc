import { ActionIcon, Text, Title } from "@mantine/core";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useDo } from "../../../ipc/ask";
import classes from "./story.module.css";

interface Props {
  id: number;
  masked: string;
}

/** The number, masked until somebody needs it; every look is recorded. */
export function NumberHead({ id, masked }: Props) {
  const { t } = useTranslation();
  const [number, setNumber] = useState<string | null>(null);
  const reveal = useDo((api) => api.revealNumber(id), { done: setNumber });
  const shown = number !== null;
  return (
    <div>
      <div className={classes.number}>
        <Title order={2} className="tabular">
          {number ?? masked}
        </Title>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={shown ? t("messages:number.hide") : t("messages:number.reveal")}
          title={shown ? t("messages:number.hide") : t("messages:number.reveal")}
          aria-pressed={shown}
          loading={reveal.isPending}
          onClick={() => (shown ? setNumber(null) : reveal.mutate(undefined))}
        >
          {shown ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
        </ActionIcon>
      </div>
      <Text size="xs" c="dimmed" role="status">
        {shown && t("messages:number.recorded")}
      </Text>
    </div>
  );
}
