import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { useReady } from "../../../app/profile";
import type { Binding } from "../../../contract/Binding";
import { useDo } from "../../../ipc/ask";
import { AskDialog } from "../../messages/jobs/AskDialog";

interface Props {
  binding: Binding;
  onClose: () => void;
}

/** Says what a release ends before it is asked for. */
export function ReleaseDialog({ binding, onClose }: Props) {
  const { t } = useTranslation();
  const practice = useReady().profile === "practice";
  const queries = useQueryClient();
  // Two presses in one frame are one release.
  const asked = useRef(false);
  const release = useDo((api) => api.releaseBinding(binding.id).finally(() => (asked.current = false)), {
    done: () => {
      void queries.invalidateQueries({ queryKey: [["bindings"]] });
      onClose();
    },
  });
  return (
    <AskDialog
      opened
      title={t("privacy:release.title", { x: binding.x_number })}
      action={practice ? t("privacy:release.practice") : t("privacy:release.live")}
      danger
      busy={release.isPending}
      onAct={() => {
        if (asked.current) return;
        asked.current = true;
        release.mutate(undefined);
      }}
      onClose={onClose}
    >
      <p>{binding.kind === "axb" ? t("privacy:release.ends_axb") : t("privacy:release.ends_xa")}</p>
      <p>{binding.kind === "axb" ? t("privacy:release.how_axb") : t("privacy:release.how_xa")}</p>
    </AskDialog>
  );
}
