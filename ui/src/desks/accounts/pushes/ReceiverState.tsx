import { Anchor, Text } from "@mantine/core";
import { IconAccessPoint, IconAccessPointOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { Receiver } from "../../../contract/Receiver";
import { Notice } from "../../Notice";
import classes from "./pushes.module.css";

/** Whether the receiver inside the app listens; it is switched under Settings. */
export function ReceiverState({ receiver }: { receiver: Receiver }) {
  const { t } = useTranslation();
  const settings = (
    <Anchor component={Link} href="/settings" size="sm">
      {t("accounts:push.to_settings")}
    </Anchor>
  );
  if (receiver.enabled && !receiver.listening) {
    return (
      <Notice title={t("accounts:push.receiver_trouble")}>
        {settings}
      </Notice>
    );
  }
  const Icon = receiver.listening ? IconAccessPoint : IconAccessPointOff;
  return (
    <div>
      <Text size="sm" className={classes["line"] ?? ""} component="div">
        <Icon size={15} className={receiver.listening ? classes["fine"] : classes["off"]} aria-hidden />
        <span>{receiver.listening ? t("accounts:push.receiver_on", { port: receiver.port }) : t("accounts:push.receiver_off")}</span>
      </Text>
      {settings}
    </div>
  );
}
