import { CloseButton, Kbd, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import classes from "./messages.module.css";

interface Props {
  value: string;
  onChange: (search: string) => void;
}

/** Finds messages by number, id or reference. The frame leads `/` to it. */
export function SearchBox({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <TextInput
      type="search"
      className={classes.search}
      aria-label={t("messages:search.label")}
      placeholder={t("messages:search.placeholder")}
      title={t("messages:search.placeholder")}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        value === "" ? (
          <Kbd size="xs" aria-hidden>
            /
          </Kbd>
        ) : (
          <CloseButton size="sm" aria-label={t("messages:search.clear")} onClick={() => onChange("")} />
        )
      }
      aria-keyshortcuts="/"
      spellCheck={false}
      autoComplete="off"
    />
  );
}
