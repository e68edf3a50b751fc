import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileExport } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { HandOver as Draft } from "../../../contract/HandOver";
import { useDo } from "../../../ipc/ask";
import { counted } from "./counted";
import { PassphraseDialog } from "./PassphraseDialog";

interface Props {
  accountId: number;
  desk: string;
}

/** Hands over what came for another desk, as an encrypted file. */
export function HandOver({ accountId, desk }: Props) {
  const { t } = useTranslation();
  const [opened, open] = useState(false);
  const [error, show] = useState<string | null>(null);
  const hand = useDo((api, draft: Draft) => api.handOver(draft), {
    done: (answer) => {
      if (answer.result === "passphrase_too_short") {
        show(t("log:passphrase.too_short"));
        return;
      }
      open(false);
      show(null);
      if (answer.result === "saved") {
        notifications.show({ title: t("log:hand_over.done", { what: counted(t, answer) }), message: answer.path, role: "status" });
      }
    },
  });
  const { reset } = hand;
  useEffect(() => {
    // What was given to the program holds the passphrase.
    if (!opened) reset();
  }, [opened, reset]);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconFileExport size={14} aria-hidden />}
        aria-label={t("log:hand_over.button_to", { desk })}
        onClick={() => open(true)}
      >
        {t("log:hand_over.button")}
      </Button>
      {opened && (
        <PassphraseDialog
          title={t("log:hand_over.button_to", { desk })}
          words={t("log:hand_over.words")}
          action={t("log:hand_over.save")}
          error={error}
          busy={hand.isPending}
          onDone={(passphrase) => hand.mutate({ account_id: accountId, desk, passphrase })}
          onClose={() => {
            open(false);
            show(null);
          }}
        />
      )}
    </>
  );
}
