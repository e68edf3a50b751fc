import { Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useAsk } from "../ipc/ask";
import classes from "./AddressRequest.module.css";
import { CopyButtonText } from "./CopyButtonText";

interface Props {
  /** As the vendor printed it. */
  code: string;
  account: { vendor: string; name: string };
}

/** The request to a vendor to allow this computer's address, ready to be copied. The vendors read Chinese. */
export function AddressRequest({ code, account }: Props) {
  const { t } = useTranslation();
  const [address, setAddress] = useState("");
  const accounts = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts()).data;
  const known = accounts?.find(({ vendor, name }) => vendor === account.vendor && name === account.name);
  const request = t("parts:address_request.text", {
    account: known?.vendor_account ?? account.name,
    code,
    address: address.trim() === "" ? t("parts:address_request.blank") : address.trim(),
  });
  return (
    <Stack gap="xs" align="flex-start" component="section" aria-label={t("parts:address_request.label")}>
      <TextInput
        label={t("parts:address_request.address")}
        description={t("parts:address_request.address_words")}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
      />
      <Text size="sm" c="dimmed">
        {t("parts:address_request.label")}
      </Text>
      <p className={classes["request"]} lang="zh-CN">
        {request}
      </p>
      <CopyButtonText text={request} label={t("parts:address_request.copy")} />
    </Stack>
  );
}
