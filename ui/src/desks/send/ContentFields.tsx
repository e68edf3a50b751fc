import { Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Blocker } from "../../contract/Blocker";
import type { SendPlan } from "../../contract/SendPlan";
import type { SendForm } from "./form";
import { Segments } from "./Segments";
import { SignatureField } from "./SignatureField";
import classes from "./send.module.css";

interface Props {
  vendor: string;
  signature: string;
  content: string;
  plan: SendPlan | null;
  onChange: (change: Partial<SendForm>) => void;
}

/** What can be wrong with a text. */
export const ofContent: readonly Blocker[] = ["content_too_long", "bad_characters"];

/** The signature and the text behind it, side by side as the customer reads them. */
export function ContentFields({ vendor, signature, content, plan, onChange }: Props) {
  const { t } = useTranslation();
  const blockers = plan?.blockers ?? [];
  const contentProblem = ofContent.find((blocker) => blockers.includes(blocker));
  return (
    <div>
      <div className={classes.text}>
        <SignatureField vendor={vendor} value={signature} blockers={blockers} onChange={(text) => onChange({ signature: text })} />
        <Textarea
          label={t("send:content.label")}
          value={content}
          onChange={(event) => onChange({ content: event.currentTarget.value })}
          autosize
          minRows={4}
          maxRows={10}
          error={contentProblem === undefined ? null : t(`send:blocker.${contentProblem}`)}
        />
      </div>
      <Segments plan={plan} />
    </div>
  );
}
