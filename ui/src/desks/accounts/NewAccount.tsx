import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { AccountForm } from "./AccountForm";
import type { VendorInfo } from "./vendorInfo";

interface Props {
  vendors: readonly VendorInfo[];
  saved: (id: number) => void;
  cancel: () => void;
}

export function NewAccount({ vendors, saved, cancel }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Title order={2} mb="md" pr={32}>
        {t("accounts:add")}
      </Title>
      <AccountForm account={null} vendors={vendors} saved={(account) => saved(account.id)} cancel={cancel} />
    </>
  );
}
