import { Radio, Stack } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Binding } from "../../../contract/Binding";
import { useDo } from "../../../ipc/ask";
import { WhyField } from "../../messages/story/DecideByHand";
import { FormDialog } from "../../messages/story/FormDialog";
import { Notice } from "../../Notice";

interface Props {
  binding: Binding;
  onClose: () => void;
}

/** A person says whether a binding in doubt is bound, and why. */
export function DecideDialog({ binding, onClose }: Props) {
  const { t } = useTranslation();
  const [bound, setBound] = useState<boolean | null>(null);
  const [why, setWhy] = useState("");
  const [tried, setTried] = useState(false);
  // Two presses in one frame are one decision.
  const asked = useRef(false);
  const decide = useDo(
    (api, chosen: boolean) =>
      api.decideBinding({ binding_id: binding.id, bound: chosen, why: why.trim() }).finally(() => (asked.current = false)),
    { done: onClose },
  );
  return (
    <FormDialog
      title={t("privacy:decide.title")}
      action={t("privacy:decide.button")}
      busy={decide.isPending}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (bound === null || why.trim() === "" || asked.current) return;
        asked.current = true;
        decide.mutate(bound);
      }}
    >
      <p>{t("privacy:decide.means")}</p>
      <Radio.Group
        label={t("privacy:decide.question", { x: binding.x_number })}
        value={bound === null ? null : bound ? "bound" : "not_bound"}
        onChange={(value) => setBound(value === "bound")}
        error={tried && bound === null ? <span role="alert">{t("privacy:decide.choose")}</span> : null}
      >
        <Stack gap={6} mt={4} mb={4}>
          <Radio data-autofocus value="bound" label={t("privacy:decide.bound")} />
          <Radio value="not_bound" label={t("privacy:decide.not_bound")} />
        </Stack>
      </Radio.Group>
      {bound === false && <Notice>{t("privacy:decide.not_bound_risk")}</Notice>}
      <WhyField value={why} missing={tried && why.trim() === ""} onChange={setWhy} placeholder={t("privacy:decide.why_example")} />
    </FormDialog>
  );
}
