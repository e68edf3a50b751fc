import { Radio, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { namedVendors } from "../../parts/VendorTag";
import type { VendorInfo } from "./vendorInfo";

interface Props {
  vendors: readonly VendorInfo[];
  chosen: string;
  choose: (vendor: VendorInfo) => void;
  error: string | null;
}

/** Which vendor an account is at, each with a line of what it does. */
export function VendorChoice({ vendors, chosen, choose, error }: Props) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t("accounts:field.vendor")}
      value={chosen}
      onChange={(id) => {
        const vendor = vendors.find((candidate) => candidate.id === id);
        if (vendor !== undefined) choose(vendor);
      }}
      error={error}
      errorProps={{ role: "alert" }}
    >
      <Stack gap={8} mt={6}>
        {vendors.map(({ id }) => (
          <Radio
            key={id}
            name="vendor"
            value={id}
            label={namedVendors.includes(id) ? t(`parts:vendor.${id}`) : id}
            description={namedVendors.includes(id) ? t(`accounts:vendor_does.${id}`) : undefined}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
