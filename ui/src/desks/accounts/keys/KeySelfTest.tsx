import { Button, Stack, Text } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { KeyChoice } from "../../../contract/KeyChoice";
import { useDo } from "../../../ipc/ask";
import classes from "./keys.module.css";

/** Signs and verifies, or encrypts and decrypts, with the key in use. */
export function KeySelfTest({ choice }: { choice: KeyChoice }) {
  const { t } = useTranslation();
  const test = useDo((api) => api.testKey(choice));
  const fine = test.data === "works";
  return (
    <Stack gap={4} align="flex-start">
      <Button size="compact-sm" variant="default" loading={test.isPending} onClick={() => test.mutate(undefined)}>
        {t("accounts:key.test")}
      </Button>
      {test.data !== undefined && (
        <Text size="sm" className={classes["test"] ?? ""} component="div" role={fine ? "status" : "alert"}>
          {fine ? <IconCheck size={15} className={classes["fine"]} aria-hidden /> : <IconX size={15} className={classes["bad"]} aria-hidden />}
          <span>{t(`accounts:key.tested.${test.data}`)}</span>
        </Text>
      )}
    </Stack>
  );
}
