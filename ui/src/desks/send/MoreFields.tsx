import { Collapse, TextInput, UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../ipc/ask";
import classes from "./send.module.css";

interface Props {
  vendor: string | undefined;
  echo: string;
  onChange: (echo: string) => void;
}

/** What is rarely needed. */
export function MoreFields({ vendor, echo, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  // Text that goes out must not hide under a fold.
  const [opened, open] = useState(echo !== "");
  const vendors = useAsk([], ["list_vendors"], (api) => api.listVendors());
  const limit = vendors.data?.find((one) => one.id === vendor)?.capabilities.echo_characters ?? 0;
  if (limit === 0) return null;
  return (
    <div>
      <UnstyledButton className={classes.more} aria-expanded={opened} aria-controls={id} onClick={() => open(!opened)}>
        <IconChevronRight size={14} aria-hidden data-open={opened || undefined} />
        {t("send:more")}
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        <TextInput
          mt={6}
          label={t("send:echo.label")}
          description={t("send:echo.description", { count: limit })}
          value={echo}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </Collapse>
    </div>
  );
}
