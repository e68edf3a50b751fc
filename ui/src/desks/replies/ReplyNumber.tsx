import { ActionIcon } from "@mantine/core";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useDo } from "../../ipc/ask";
import classes from "./replies.module.css";

interface Props {
  id: number;
  masked: string;
}

/** Whom it came from, masked until somebody needs it; every look is recorded. */
export function ReplyNumber({ id, masked }: Props) {
  const { t } = useTranslation();
  const [number, setNumber] = useState<string | null>(null);
  const reveal = useDo((api) => api.revealReplyNumber(id), { done: setNumber });
  const shown = number !== null;
  const action = shown ? t("replies:number.hide", { number: masked }) : t("replies:number.reveal", { number: masked });
  return (
    <span className={classes.number}>
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
      <span className={classes.recorded} role="status">
        {shown && t("replies:number.recorded")}
      </span>
    </span>
  );
}
