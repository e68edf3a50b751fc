import { Button, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import { useProfiles } from "../../app/profile";
import { useDo } from "../../ipc/ask";

/** Takes the recovery key and opens the profile with it. */
export function RestoreKeyForm() {
  const { t } = useTranslation();
  const { become } = useProfiles();
  const [key, setKey] = useState("");
  const restore = useDo((api, recovery_key: string) => api.restoreKey({ recovery_key }), {
    done: (answer) => {
      if (answer.result !== "restored") return;
      setKey("");
      become(answer.state);
    },
  });
  const wrong = restore.data !== undefined && restore.data.result !== "restored" ? restore.data.result : null;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    restore.mutate(key);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" align="stretch">
        <Title order={2}>{t("start:restore.title")}</Title>
        <PasswordInput
          label={t("start:restore.field")}
          description={t("start:restore.description")}
          value={key}
          onChange={(event) => {
            setKey(event.currentTarget.value);
            restore.reset();
          }}
          error={wrong === null ? undefined : t(`start:restore.${wrong}`)}
          errorProps={{ role: "alert" }}
          visibilityToggleButtonProps={{ "aria-label": t("common:show_hide") }}
          autoComplete="off"
          spellCheck={false}
        />
        <Text component="div">
          <Button type="submit" loading={restore.isPending} disabled={key.trim() === ""}>
            {t("start:restore.open")}
          </Button>
        </Text>
      </Stack>
    </form>
  );
}
