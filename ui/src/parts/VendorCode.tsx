import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { ReasonNext } from "./ReasonNext";
import { reasonSentence, type CodeReason } from "./reasons";

interface Props {
  reason: CodeReason;
  account: { vendor: string; name: string };
}

/** A vendor's code: what it means with the code beside it, the vendor's own words, who must act, and whether trying again can help. */
export function VendorCode({ reason, account }: Props) {
  const { t } = useTranslation();
  const said = reason.kind === "vendor_code" ? reason.said : null;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600} className="sentence">
        {reasonSentence(t, reason)}
      </Text>
      {said !== null && said !== "" && (
        <Text size="xs" c="dimmed">
          {t("parts:vendor_said", { words: said })}
        </Text>
      )}
      <ReasonNext reason={reason} account={account} />
    </Stack>
  );
}
