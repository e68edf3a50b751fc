import { Button, Stack, Text, Title } from "@mantine/core";
import { IconKey, IconSchool } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useHashLocation } from "wouter/use-hash-location";

import { useProfiles, type Opening } from "../../app/profile";
import { Centre } from "./Centre";
import classes from "./Centre.module.css";
import { RestoreBackup } from "./RestoreBackup";

/** The first page: practise, or work with real accounts. */
export function Welcome({ liveExists }: { liveExists: boolean }) {
  const { t } = useTranslation();
  const { open } = useProfiles();
  const [, go] = useHashLocation();
  const openAt = (which: Opening, path: string) => {
    go(path);
    open(which);
  };
  return (
    <Centre>
      <Stack gap="lg">
        <div>
          <Title order={1}>{t("start:welcome")}</Title>
          <Text c="dimmed">{t("start:welcome_words")}</Text>
        </div>
        <div className={classes["choices"]}>
          <div className={classes["choice"]}>
            <IconSchool size={28} stroke={1.5} className={classes["icon"]} aria-hidden />
            <p>{t("start:practise_words")}</p>
            <Button size="md" variant={liveExists ? "default" : "filled"} onClick={() => openAt("practice", "/send")}>
              {t("start:practise")}
            </Button>
          </div>
          <div className={classes["choice"]}>
            <IconKey size={28} stroke={1.5} className={classes["icon"]} aria-hidden />
            {liveExists ? (
              <>
                <p>{t("start:open_words")}</p>
                <Button size="md" onClick={() => openAt("live", "/messages")}>
                  {t("start:open")}
                </Button>
              </>
            ) : (
              <>
                <p>{t("start:add_words")}</p>
                <Button size="md" variant="default" onClick={() => openAt("live", "/accounts/new")}>
                  {t("start:add")}
                </Button>
              </>
            )}
          </div>
        </div>
        <RestoreBackup liveExists={liveExists} />
      </Stack>
    </Centre>
  );
}
