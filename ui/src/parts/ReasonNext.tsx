import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Reason } from "../contract/Reason";
import { AddressRequest } from "./AddressRequest";
import { codeOf, rawCode, reasonNextStep } from "./reasons";

interface Props {
  reason: Reason;
  /** Whose reason it is; a request to its vendor names it. */
  account: { vendor: string; name: string };
}

/** What a person can do about a reason. A refused address comes with the request to the vendor, whichever vendor it is. */
export function ReasonNext({ reason, account }: Props) {
  const { t } = useTranslation();
  const step = <Text size="sm">{reasonNextStep(t, reason)}</Text>;
  if (codeOf(reason)?.topic !== "address_not_listed") return step;
  return (
    <Stack gap="xs">
      {step}
      <AddressRequest code={rawCode(reason) ?? ""} account={account} />
    </Stack>
  );
}
