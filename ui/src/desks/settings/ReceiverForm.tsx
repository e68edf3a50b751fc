import { Button, Group, NumberInput, Stack, Switch, Text } from "@mantine/core";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import type { Receiver } from "../../contract/Receiver";
import type { SetReceiver } from "../../contract/SetReceiver";
import { useDo } from "../../ipc/ask";
import { Notice } from "../Notice";

const LOWEST = 1_024;
const HIGHEST = 65_535;

/** Switches the receiver on or off, and says on which port it listens, or why it does not. */
export function ReceiverForm({ receiver }: { receiver: Receiver }) {
  const { t } = useTranslation();
  const [typed, type] = useState<number | string>(receiver.port);
  const port = Number(typed);
  const fits = Number.isInteger(port) && port >= LOWEST && port <= HIGHEST;
  const change = useDo((api, wanted: SetReceiver) => api.setReceiver(wanted));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (fits) change.mutate({ enabled: receiver.enabled, port });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm">{t("settings:receiver.words")}</Text>
        <Switch
          label={t("settings:receiver.enabled")}
          description={receiver.listening ? t("settings:receiver.listening", { port: receiver.port }) : t("settings:receiver.not_listening")}
          checked={change.isPending ? change.variables.enabled : receiver.enabled}
          onChange={(event) => change.mutate({ enabled: event.currentTarget.checked, port: fits ? port : receiver.port })}
        />
        {receiver.enabled && receiver.trouble !== null && !change.isPending && (
          <Notice title={t(`settings:receiver.trouble.${receiver.trouble}`)} urgent>
            {t(`settings:receiver.trouble_next.${receiver.trouble}`)}
          </Notice>
        )}
        <Group align="flex-end">
          <NumberInput
            label={t("settings:receiver.port")}
            description={t("settings:receiver.port_words")}
            value={typed}
            onChange={type}
            min={LOWEST}
            max={HIGHEST}
            clampBehavior="none"
            allowDecimal={false}
            allowNegative={false}
            error={fits ? undefined : t("parts:field.out_of_range")}
            errorProps={{ role: "alert" }}
            w={220}
          />
          <Button type="submit" variant="default" loading={change.isPending} disabled={!fits || port === receiver.port}>
            {t("settings:receiver.change_port")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
