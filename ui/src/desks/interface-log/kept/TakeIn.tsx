import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileImport } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { TakenIn } from "../../../contract/TakenIn";
import { useDo } from "../../../ipc/ask";
import { PassphraseDialog } from "./PassphraseDialog";

/** What was wrong with the file; none when it was taken in, or the dialog was closed. */
function wrong(t: TFunction, answer: TakenIn): string | null {
  switch (answer.result) {
    case "taken":
    case "closed":
      return null;
    case "other_desk":
      return t("log:take_in.other_desk", { desk: answer.desk });
    case "no_such_account":
      return t("log:take_in.no_such_account", { account: answer.vendor_account });
    case "wrong_passphrase":
    case "not_a_hand_over":
      return t(`log:take_in.${answer.result}`);
  }
}

/** Takes in what came to another desk for this one. */
export function TakeIn() {
  const { t } = useTranslation();
  const [opened, open] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" leftSection={<IconFileImport size={14} aria-hidden />} onClick={() => open(true)}>
        {t("log:take_in.button")}
      </Button>
      {opened && <TakeInDialog onClose={() => open(false)} />}
    </>
  );
}

/** Asks for the passphrase, then for the file. It exists only while it is open. */
export function TakeInDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [error, show] = useState<string | null>(null);
  const take = useDo((api, passphrase: string) => api.takeIn({ passphrase }), {
    done: (answer) => {
      show(wrong(t, answer));
      if (answer.result !== "closed" && answer.result !== "taken") return;
      onClose();
      if (answer.result === "closed") return;
      notifications.show({
        title: t("log:take_in.done", { count: answer.new }),
        message: t("log:take_in.done_words", { matched: answer.matched, known: answer.known }),
        role: "status",
      });
    },
  });
  return (
    <PassphraseDialog
      title={t("log:take_in.button")}
      words={t("log:take_in.words")}
      action={t("log:take_in.choose")}
      error={error}
      busy={take.isPending}
      onDone={(passphrase) => take.mutate(passphrase)}
      onClose={onClose}
    />
  );
}
