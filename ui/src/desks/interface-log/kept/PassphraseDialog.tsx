import { Button, PasswordInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Dialog } from "../../Dialog";

interface Props {
  title: string;
  words: string;
  /** What the button does. */
  action: string;
  error: string | null;
  busy: boolean;
  onDone: (passphrase: string) => void;
  onClose: () => void;
}

/** Asks for the passphrase that both desks agree on. It exists only while it is open, and forgets what was typed with it. */
export function PassphraseDialog({ title, words, action, error, busy, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const [passphrase, type] = useState("");
  return (
    <Dialog opened title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onDone(passphrase);
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{words}</Text>
          <PasswordInput
            label={t("log:passphrase.label")}
            description={t("log:passphrase.words")}
            value={passphrase}
            onChange={(event) => type(event.currentTarget.value)}
            error={error}
            errorProps={{ role: "alert" }}
            visibilityToggleButtonProps={{ "aria-label": t("common:show_hide") }}
            autoComplete="new-password"
            spellCheck={false}
            data-autofocus
          />
          <Button type="submit" loading={busy} disabled={passphrase === ""}>
            {action}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
