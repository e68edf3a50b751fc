import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useProfiles } from "../../app/profile";
import type { ProfileState } from "../../contract/ProfileState";
import { CopyButtonText } from "../../parts/CopyButtonText";
import { TechnicalDetails } from "../../parts/TechnicalDetails";
import { Centre } from "./Centre";
import classes from "./Centre.module.css";
import { RestoreKeyForm } from "./RestoreKeyForm";

interface Props {
  trouble: Extract<ProfileState, { state: "trouble" }>;
}

/** Why a profile did not open, what was left alone, and what can be done. */
export function TroubleScreen({ trouble: { trouble, data_dir, detail, recovery_key_exists, profile } }: Props) {
  const { t } = useTranslation();
  const { open, leave } = useProfiles();
  return (
    <Centre>
      <Stack gap="lg">
        <div role="alert">
          <Title order={1}>{t(`start:trouble.title.${trouble}`)}</Title>
          <Text mt="xs">{t(`start:trouble.happened.${trouble}`)}</Text>
        </div>
        <section>
          <Title order={2}>{t("start:trouble.untouched_title")}</Title>
          <Text>{t(`start:trouble.untouched.${trouble}`)}</Text>
        </section>
        <section>
          <Title order={2}>{t("start:trouble.todo_title")}</Title>
          <Text>{t(`start:trouble.todo.${trouble}`)}</Text>
        </section>
        {trouble === "key_lost" &&
          profile === "live" &&
          (recovery_key_exists ? <RestoreKeyForm /> : <Text>{t("start:restore.never_saved")}</Text>)}
        <Group>
          <Button onClick={() => open("retry")}>{t("start:trouble.retry")}</Button>
          <Button variant="default" onClick={leave}>
            {t("common:back")}
          </Button>
        </Group>
        <section>
          <Title order={2}>{t("start:trouble.folder")}</Title>
          <Stack gap={4} align="flex-start">
            <span className={classes["folder"]}>{data_dir}</span>
            <CopyButtonText text={data_dir} label={t("start:trouble.copy_folder")} />
          </Stack>
        </section>
        <TechnicalDetails>{detail}</TechnicalDetails>
      </Stack>
    </Centre>
  );
}
