import { Button, Textarea, TextInput } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import type { SendPlan } from "../../contract/SendPlan";
import { ofContent } from "./ContentFields";
import { EncodingLine } from "./EncodingLine";
import type { SendForm } from "./form";
import { Help } from "./Help";
import { Segments } from "./Segments";
import { SendTimeFields } from "./SendTimeFields";

interface Props {
  account: Account;
  zone: string;
  form: Pick<SendForm, "content" | "senderId" | "sendAt">;
  plan: SendPlan | null;
  onChange: (change: Partial<SendForm>) => void;
}

/** One text as it goes out, who it is shown to come from, and when it leaves. */
export function InternationalFields({ account, zone, form, plan, onChange }: Props) {
  const { t } = useTranslation();
  const text = useRef<HTMLTextAreaElement>(null);
  const blockers = plan?.blockers ?? [];
  const contentProblem = ofContent.find((blocker) => blockers.includes(blocker));
  const front = account.signature === "" ? "" : `【${account.signature}】`;
  const showCharacter = (from: number, to: number) => {
    text.current?.focus();
    text.current?.setSelectionRange(from, to);
  };
  return (
    <>
      <div>
        <Textarea
          ref={text}
          label={t("send:content.label")}
          description={t("send:international.content")}
          value={form.content}
          onChange={(event) => onChange({ content: event.currentTarget.value })}
          autosize
          minRows={4}
          maxRows={10}
          error={contentProblem === undefined ? null : t(`send:blocker.${contentProblem}`)}
        />
        <Segments plan={plan} />
        {plan !== null && <EncodingLine plan={plan} content={form.content} onShow={showCharacter} />}
        {front !== "" && form.content !== "" && !form.content.startsWith("【") && (
          <Button variant="subtle" size="compact-xs" onClick={() => onChange({ content: front + form.content })}>
            {t("send:international.put_signature", { signature: front })}
          </Button>
        )}
      </div>
      <TextInput
        label={t("send:international.sender")}
        description={<Help vendor={account.vendor} box="sender" text={t("send:international.sender_words")} />}
        value={form.senderId}
        onChange={(event) => onChange({ senderId: event.currentTarget.value })}
        error={blockers.includes("sender_id_form") ? t("send:blocker.sender_id_form") : null}
        autoComplete="off"
        spellCheck={false}
      />
      <SendTimeFields vendor={account.vendor} zone={zone} value={form.sendAt} blockers={blockers} onChange={(sendAt) => onChange({ sendAt })} />
    </>
  );
}
