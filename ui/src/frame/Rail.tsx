import { Badge, Divider, NavLink, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { IconCommand } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { figures } from "../parts/figures";
import { setupDesks, workDesks, type DeskEntry } from "./desks";
import { Logo } from "./Logo";
import classes from "./Rail.module.css";
import { useDeskStatus } from "./useDeskStatus";

function Entry({ desk, unknown = 0 }: { desk: DeskEntry; unknown?: number }) {
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
        unknown > 0 && (
          <Badge className={classes["doubt"] ?? ""} size="sm" radius="xl" title={t("frame:unknown", { count: unknown })}>
            <span aria-hidden>{figures(unknown)}</span>
            <VisuallyHidden>{t("frame:unknown", { count: unknown })}</VisuallyHidden>
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
  return (
    <nav className={classes["rail"]} aria-label={t("frame:navigation")}>
      <div className={classes["logo"]}>
        <Logo />
      </div>
      {workDesks.map((desk) => (
        <Entry key={desk.path} desk={desk} unknown={desk.path === "/messages" ? (status?.unknown ?? 0) : 0} />
      ))}
      <Divider my="xs" />
      {setupDesks.map((desk) => (
        <Entry key={desk.path} desk={desk} />
      ))}
      <UnstyledButton className={classes["palette"] ?? ""} onClick={() => spotlight.open()}>
        <IconCommand size={14} aria-hidden />
        <span>{t("frame:palette.open")}</span>
        <kbd>{t("frame:palette.keys")}</kbd>
      </UnstyledButton>
    </nav>
  );
}
