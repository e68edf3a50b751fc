import { CloseButton, Kbd, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import classes from "./messages.module.css";

interface Props {
  value: string;
  onChange: (search: string) => void;
}

/** Finds messages by number, id or reference; `/` leads here from anywhere on the desk. */
export function SearchBox({ value, onChange }: Props) {
  const { t } = useTranslation("messages");
  const box = useRef<HTMLInputElement>(null);
  useHotkeys([["/", () => box.current?.focus()]]);
  return (
    <TextInput
      ref={box}
      className={classes.search}
      aria-label={t("search.label")}
      placeholder={t("search.placeholder")}
      title={t("search.placeholder")}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        value === "" ? (
          <Kbd size="xs" aria-hidden>
            /
          </Kbd>
        ) : (
          <CloseButton size="sm" aria-label={t("search.clear")} onClick={() => onChange("")} />
        )
      }
      aria-keyshortcuts="/"
      spellCheck={false}
      autoComplete="off"
    />
  );
}
