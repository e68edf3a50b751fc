import { Badge, Divider, NavLink, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconCommand } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { figures } from "../parts/figures";
import { setupDesks, workDesks, type DeskEntry } from "./desks";
import { Logo } from "./Logo";
import { palette } from "./paletteStore";
import classes from "./Rail.module.css";
import { useDeskStatus } from "./useDeskStatus";

/** What needs a person at a desk: how many, and what they are. */
interface Count {
  count: number;
  words: string;
}

function Entry({ desk, waiting }: { desk: DeskEntry; waiting?: Count | undefined }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const active = location === desk.path || location.startsWith(`${desk.path}/`);
  const Icon = desk.icon;
  return (
    <NavLink
      component="a"
      href={`#${desk.path}`}
      active={active}
      aria-current={active ? "page" : undefined}
      className={classes["entry"] ?? ""}
      label={t(desk.label)}
      leftSection={<Icon size={16} stroke={1.7} />}
      rightSection={
        waiting !== undefined &&
        waiting.count > 0 && (
          <Badge className={classes["doubt"] ?? ""} size="sm" radius="xl" title={waiting.words}>
            <span aria-hidden>{figures(waiting.count)}</span>
            <VisuallyHidden>{waiting.words}</VisuallyHidden>
          </Badge>
        )
      }
    />
  );
}

/** The way from desk to desk. */
export function Rail() {
  const { t } = useTranslation();
  const status = useDeskStatus();
  const { unknown = 0, bindings_in_doubt: doubtful = 0, low_balances: low = 0, unread_replies: unread = 0 } = status ?? {};
  const counts: Readonly<Record<string, Count>> = {
    "/messages": { count: unknown, words: t("frame:unknown", { count: unknown }) },
    "/replies": { count: unread, words: t("frame:unread_replies", { count: unread }) },
    "/privacy": { count: doubtful, words: t("frame:bindings_in_doubt", { count: doubtful }) },
    "/balances": { count: low, words: t("frame:low_balances", { count: low }) },
  };
  return (
    <nav className={classes["rail"]} aria-label={t("frame:navigation")}>
      <div className={classes["logo"]}>
        <Logo />
      </div>
      {workDesks.map((desk) => (
        <Entry key={desk.path} desk={desk} waiting={counts[desk.path]} />
      ))}
      <Divider my="xs" />
      {setupDesks.map((desk) => (
        <Entry key={desk.path} desk={desk} />
      ))}
      <UnstyledButton className={classes["palette"] ?? ""} onClick={() => palette.open()}>
        <IconCommand size={14} aria-hidden />
        <span>{t("frame:palette.open")}</span>
        <kbd>{t("frame:palette.keys")}</kbd>
      </UnstyledButton>
    </nav>
  );
}
