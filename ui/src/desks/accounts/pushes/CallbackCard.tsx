import { Paper, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Callback } from "../../../contract/Callback";
import { CopyButtonText } from "../../../parts/CopyButtonText";
import { When } from "../../../parts/When";
import classes from "./pushes.module.css";

interface Props {
  callback: Callback;
  /** Whether the URL goes out with each send, so that it need not be registered. */
  inRequest: boolean;
}

/** Where one kind of push is received, and what came there. */
export function CallbackCard({ callback, inRequest }: Props) {
  const { t } = useTranslation();
  const kind = t(`log:kind.${callback.kind}`);
  return (
    <Paper withBorder p="sm" component="article" aria-label={kind}>
      <Stack gap={6}>
        <Text size="sm" fw={600}>
          {kind}
        </Text>
        <Text size="sm" c="dimmed">
          {callback.last_push_at === null ? (
            t("accounts:push.none_yet")
          ) : (
            <>
              {t("accounts:push.count", { count: callback.pushes })} · {t("accounts:push.last")} <When at={callback.last_push_at} />
            </>
          )}
        </Text>
        <Url
          label={inRequest ? t("accounts:push.url_sent") : t("accounts:push.url_to_register")}
          url={callback.public_url}
          missing={t("accounts:push.no_public_url")}
        />
        <Url label={t("accounts:push.local_url")} url={callback.local_url} missing="" />
      </Stack>
    </Paper>
  );
}

function Url({ label, url, missing }: { label: string; url: string | null; missing: string }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      {url === null ? (
        <Text size="sm">{missing}</Text>
      ) : (
        <>
          <code className={classes["url"]}>{url}</code>
          <CopyButtonText text={url} label={t("accounts:push.copy_url")} />
        </>
      )}
    </div>
  );
}
