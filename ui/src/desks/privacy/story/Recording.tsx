import { Button } from "@mantine/core";
import { IconMicrophone } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Reason } from "../../../contract/Reason";
import { useDo } from "../../../ipc/ask";
import { announce } from "../../../parts/announce";
import { reasonSentence } from "../../../parts/reasons";

/** Fetches a call's recording on a click, into a file the person chooses. */
export function Recording({ id }: { id: number }) {
  const { t } = useTranslation();
  const [refused, setRefused] = useState<Reason | null>(null);
  const { mutate, isPending } = useDo((api) => api.saveRecording(id), {
    done: (saved) => {
      setRefused(saved.result === "not_fetched" ? saved.reason : null);
      if (saved.result === "saved") announce(t("privacy:calls.saved_at", { path: saved.path }), t("privacy:calls.saved"));
    },
  });
  return (
    <span>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconMicrophone size={13} aria-hidden />}
        loading={isPending}
        onClick={() => mutate(undefined)}
      >
        {t("privacy:calls.recording")}
      </Button>
      {refused !== null && <span role="alert"> {t("privacy:calls.not_fetched", { reason: reasonSentence(t, refused) })}</span>}
    </span>
  );
}
