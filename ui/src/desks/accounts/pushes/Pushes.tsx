import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Account } from "../../../contract/Account";
import type { Capabilities } from "../../../contract/Capabilities";
import { useAsk } from "../../../ipc/ask";
import { CallbackCard } from "./CallbackCard";
import { InFront } from "./InFront";
import { PastePush } from "./PastePush";
import { ReceiverState } from "./ReceiverState";

interface Props {
  account: Account;
  can: Capabilities;
}

/** How what the vendor pushes reaches this desk. */
export function Pushes({ account, can }: Props) {
  const { t } = useTranslation();
  const receiver = useAsk(["pushes"], ["receiver"], (api) => api.receiver()).data;
  const callbacks = useAsk(["pushes", "accounts"], ["list_callbacks", account.id], (api) => api.listCallbacks(account.id)).data;
  return (
    <Stack gap="lg">
      {receiver !== undefined && <ReceiverState receiver={receiver} />}
      {callbacks?.every(({ last_push_at }) => last_push_at === null) === true && (
        <Text size="sm" role="note">
          {t("accounts:push.never")}
        </Text>
      )}
      {callbacks?.map((callback) => (
        <CallbackCard key={callback.kind} callback={callback} inRequest={can.callback_in_request} />
      ))}
      <InFront accountId={account.id} port={receiver?.port} hasPublicUrl={account.public_url !== ""} inRequest={can.callback_in_request} />
      <PastePush accountId={account.id} kinds={can.pushes} />
    </Stack>
  );
}
