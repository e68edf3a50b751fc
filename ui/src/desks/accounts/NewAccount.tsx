import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import type { Capabilities } from "../../contract/Capabilities";
import { AccountForm } from "./AccountForm";
import type { VendorInfo } from "./vendorInfo";

interface Props {
  vendors: readonly VendorInfo[];
  saved: (account: Account, can: Capabilities) => void;
  cancel: () => void;
}

export function NewAccount({ vendors, saved, cancel }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Title order={2} mb="md" pr={32}>
        {t("accounts:add")}
      </Title>
      <AccountForm account={null} vendors={vendors} saved={saved} cancel={cancel} />
    </>
  );
}
