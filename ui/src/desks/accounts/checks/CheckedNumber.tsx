import { ActionIcon } from "@mantine/core";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useDo } from "../../../ipc/ask";
import classes from "./checks.module.css";

/** The number of a check, masked until somebody needs it; every look is recorded. */
export function CheckedNumber({ id, masked }: { id: number; masked: string }) {
  const { t } = useTranslation();
  const [number, setNumber] = useState<string | null>(null);
  const reveal = useDo((api) => api.revealCheckNumber(id), { done: setNumber });
  const shown = number !== null;
  const action = shown ? t("accounts:check.hide", { number: masked }) : t("accounts:check.reveal", { number: masked });
  return (
    <span className={classes["number"]}>
      <strong className="tabular">{number ?? masked}</strong>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={action}
        title={action}
        loading={reveal.isPending}
        onClick={() => (shown ? setNumber(null) : reveal.mutate(undefined))}
      >
        {shown ? <IconEyeOff size={15} aria-hidden /> : <IconEye size={15} aria-hidden />}
      </ActionIcon>
      <span className={classes["quiet"]} role="status">
        {shown && t("accounts:check.recorded")}
      </span>
    </span>
  );
}
