import { Button, Code, Stack, Text } from "@mantine/core";
import { IconTerminal2 } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { CurlScript } from "../../../contract/CurlScript";
import type { ExchangeRef } from "../../../contract/ExchangeRef";
import { useDo } from "../../../ipc/ask";
import { CopyButtonText } from "../../../parts/CopyButtonText";
import { Dialog } from "../../Dialog";
import { Notice } from "../../Notice";
import classes from "../log.module.css";

/** The exchange as a script for a shell, shown before it is copied: run, it may cost again. */
export function CopyCurl({ of }: { of: ExchangeRef }) {
  const { t } = useTranslation();
  const [script, show] = useState<CurlScript | null>(null);
  const make = useDo((api, which: ExchangeRef) => api.exchangeCurl(which), { done: show });
  return (
    <>
      <Button size="compact-sm" variant="default" leftSection={<IconTerminal2 size={14} aria-hidden />} loading={make.isPending} onClick={() => make.mutate(of)}>
        {t("log:curl.button")}
      </Button>
      <Dialog opened={script !== null} title={t("log:curl.title")} onClose={() => show(null)}>
        {script !== null && (
          <Stack gap="sm">
            <Text size="sm">{t("log:curl.words")}</Text>
            {script.repeats > 0 && <Notice>{t("log:curl.repeats", { count: script.repeats })}</Notice>}
            <Code block className={classes.code} tabIndex={0} aria-label={t("log:curl.title")}>
              {script.script}
            </Code>
            <div>
              <CopyButtonText text={script.script} label={t("log:curl.copy")} />
            </div>
          </Stack>
        )}
      </Dialog>
    </>
  );
}
