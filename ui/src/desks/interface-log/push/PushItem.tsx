import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { PushEffect } from "../../../contract/PushEffect";
import { FieldList } from "../../FieldList";
import { useMessagesView } from "../../messages/view";
import { useBindingsView } from "../../privacy/view";
import { placeOf } from "../../useOpenRow";
import classes from "../log.module.css";

interface Props {
  effect: PushEffect;
  ordinal: number;
}

/** One item of a push: what it changed, and its fields as they were read. */
export function PushItem({ effect: { what, fields }, ordinal }: Props) {
  const { t } = useTranslation();
  const { memory: messages } = useMessagesView();
  const { memory: bindings } = useBindingsView();
  return (
    <li className={classes.item} data-bad={what.kind === "unreadable" || undefined}>
      <h4>{t("log:story.item", { n: ordinal })}</h4>
      <p>{t(`log:item.${what.kind}`)}</p>
      {what.kind === "unreadable" && <p className={classes.quiet}>{t("log:why", { why: what.why })}</p>}
      {what.kind === "message" && (
        <Anchor
          component={Link}
          href="/messages"
          size="sm"
          onClick={() => messages.write(placeOf(what.message_id))}
        >
          {t("log:open_message")}
        </Anchor>
      )}
      {what.kind === "binding" && (
        <Anchor
          component={Link}
          href="/privacy"
          size="sm"
          onClick={() => bindings.write(placeOf(what.binding_id))}
        >
          {t("log:open_binding")}
        </Anchor>
      )}
      <FieldList fields={fields} />
    </li>
  );
}
