import { Anchor, Fieldset, Text, Textarea, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSend } from "@tabler/icons-react";
import { useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import { useReady } from "../../../app/profile";
import type { Account } from "../../../contract/Account";
import type { Blocker } from "../../../contract/Blocker";
import type { Conversation } from "../../../contract/Conversation";
import { useAsk } from "../../../ipc/ask";
import { ApproveButton } from "../../ApproveButton";
import { Notice } from "../../Notice";
import { onCtrlEnter } from "../../onCtrlEnter";
import { Blockers } from "../../send/Blockers";
import { ofContent } from "../../send/ContentFields";
import { Segments } from "../../send/Segments";
import { Warnings } from "../../send/Warnings";
import { answerLabel } from "./answerLabel";
import { ConfirmAnswer } from "./ConfirmAnswer";
import { useAnswerForm, type AnswerForm } from "./form";
import { useAnswer } from "./useAnswer";
import classes from "./answer.module.css";

const ofSignature: readonly Blocker[] = ["signature_missing", "signature_form"];

interface Props {
  conversation: Conversation;
  account: Account;
  onLeave: () => void;
}

/** Where an answer is written, counted as it would go out, and approved. */
export function AnswerBox({ conversation, account, onLeave }: Props) {
  const { t } = useTranslation();
  const practice = useReady().profile === "practice";
  const { form, store } = useAnswerForm(conversation.id);
  const signature = form.signature ?? account.signature;
  const answer = useAnswer(conversation.id, form, signature, store);
  const text = useRef<HTMLTextAreaElement>(null);
  useHotkeys([["r", () => text.current?.focus()]]);

  const edit = (change: Partial<AnswerForm>) => store.write({ ...change, changed: false, approved: false });
  const plan = answer.planning.planned?.plan ?? null;
  const blockers = plan?.blockers ?? [];
  const problemOf = (those: readonly Blocker[]) => {
    const found = those.find((blocker) => blockers.includes(blocker));
    return found === undefined ? null : t(`send:blocker.${found}`);
  };
  // An empty box is no mistake; what stands at its own box is said there.
  const others = blockers.filter((blocker) => blocker !== "no_content" && !ofContent.includes(blocker) && !ofSignature.includes(blocker));
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    // What is written stays; the thread stays open; the keys of the list work again.
    event.preventDefault();
    event.stopPropagation();
    onLeave();
  };

  return (
    // Ctrl+Enter works from every box of the form.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={classes.box} onKeyDown={onCtrlEnter(answer.begin)}>
      <Fieldset variant="unstyled" disabled={form.approving} className={classes.fields} aria-label={t("replies:answer.label")}>
        <div className={classes.pair}>
          <TextInput
            aria-label={t("send:signature.label")}
            placeholder={t("send:signature.label")}
            value={signature}
            onChange={(event) => edit({ signature: event.currentTarget.value })}
            onKeyDown={leave}
            leftSection="【"
            rightSection="】"
            leftSectionWidth={24}
            rightSectionWidth={24}
            error={problemOf(ofSignature)}
          />
          <TextInput
            aria-label={t("replies:answer.reference")}
            placeholder={t("replies:answer.reference")}
            value={form.reference}
            onChange={(event) => edit({ reference: event.currentTarget.value })}
            onKeyDown={leave}
            autoComplete="off"
          />
        </div>
        <Textarea
          ref={text}
          aria-label={t("replies:answer.text")}
          placeholder={t("replies:answer.placeholder")}
          aria-keyshortcuts="R"
          value={form.content}
          onChange={(event) => edit({ content: event.currentTarget.value })}
          onKeyDown={leave}
          autosize
          minRows={2}
          maxRows={6}
          error={problemOf(ofContent)}
        />
      </Fieldset>
      <Over conversation={conversation} />
      {form.content !== "" && <Segments plan={plan} />}
      {form.content !== "" && <Warnings plan={plan} />}
      {form.changed && (
        <Notice urgent title={t("send:changed.title")}>
          {t("replies:answer.changed")}
        </Notice>
      )}
      <ApproveButton icon={<IconSend size={16} aria-hidden />} ready={answer.ready} busy={form.approving} onClick={answer.begin}>
        {answerLabel(t, form.content === "" ? null : plan, practice)}
      </ApproveButton>
      {answer.planning.failed && (
        <p role="alert" className={classes.problem}>
          {t("send:plan_failed")}
        </p>
      )}
      <Blockers blockers={others} missingTemplate={false} />
      <div role="status">
        {form.approved && (
          <Text size="xs" c="dimmed" component="p">
            {practice ? t("replies:answer.approved_practice") : t("replies:answer.approved_live")}{" "}
            <Anchor component={Link} href="/messages" inherit>
              {t("frame:open_messages")}
            </Anchor>
          </Text>
        )}
      </div>
      <ConfirmAnswer asking={answer.asking} practice={practice} onConfirm={answer.confirm} onCancel={answer.cancel} />
    </div>
  );
}

/** Over which extension it goes out, so that the next reply comes back to the same place. */
function Over({ conversation: { extension, vendor } }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const digits = useAsk([], ["list_vendors"], (api) => api.listVendors()).data?.find(({ id }) => id === vendor)?.capabilities.extension_digits;
  if (digits === undefined) return null;
  // A whole access number, say, is given by the vendor but not taken.
  const taken = extension.length <= digits && /^\d*$/.test(extension);
  return (
    <p className={classes.over}>
      {!taken ? t("replies:answer.over_else") : extension === "" ? t("replies:answer.over_none") : t("replies:answer.over", { extension })}
    </p>
  );
}
