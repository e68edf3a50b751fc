import { Radio, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Decision } from "../../../contract/Decision";
import { useDo } from "../../../ipc/ask";
import { FormDialog } from "./FormDialog";

interface Props {
  id: number;
  onClose: () => void;
}

/** A person says what became of a message in doubt, and why. */
export function DecideByHand({ id, onClose }: Props) {
  const { t } = useTranslation();
  const [decision, setDecision] = useState<Decision | null>(null);
  const [why, setWhy] = useState("");
  const [tried, setTried] = useState(false);
  const decide = useDo((api, chosen: Decision) => api.decideMessage({ message_id: id, decision: chosen, why: why.trim() }), {
    done: onClose,
  });
  return (
    <FormDialog
      title={t("messages:decide.title")}
      action={t("messages:decide.button")}
      busy={decide.isPending}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (decision !== null && why.trim() !== "") decide.mutate(decision);
      }}
    >
      <p>{t("messages:decide.means")}</p>
      <Radio.Group
        label={t("messages:decide.question")}
        value={decision}
        onChange={(value) => setDecision(value === "delivered" ? "delivered" : "failed")}
        error={tried && decision === null ? <span role="alert">{t("messages:decide.choose")}</span> : null}
      >
        <Stack gap={6} mt={4} mb={4}>
          <Radio data-autofocus value="delivered" label={t("messages:decide.delivered")} />
          <Radio value="failed" label={t("messages:decide.failed")} />
        </Stack>
      </Radio.Group>
      <WhyField value={why} missing={tried && why.trim() === ""} onChange={setWhy} placeholder={t("messages:decide.why_example")} />
    </FormDialog>
  );
}

interface WhyProps {
  /** Whether it is what the dialog begins with. */
  first?: boolean;
  value: string;
  missing: boolean;
  placeholder: string;
  onChange: (why: string) => void;
}

/** Why somebody decided something; it stands in the story for ever. */
export function WhyField({ first = false, value, missing, placeholder, onChange }: WhyProps) {
  const { t } = useTranslation();
  return (
    <Textarea
      data-autofocus={first || undefined}
      label={t("messages:why.label")}
      description={t("messages:why.description")}
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={missing ? <span role="alert">{t("messages:why.missing")}</span> : null}
      autosize
      minRows={2}
      maxRows={5}
    />
  );
}
