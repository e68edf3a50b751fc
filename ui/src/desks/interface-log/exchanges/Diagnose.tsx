import { Anchor, Button, Code, List, Stack, Text, Title } from "@mantine/core";
import { IconStethoscope } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import { PlainText } from "../../../parts/PlainText";
import type { Diagnosis } from "../../../contract/Diagnosis";
import type { ExchangeRef } from "../../../contract/ExchangeRef";
import { useDo } from "../../../ipc/ask";
import { Dialog } from "../../Dialog";
import classes from "../log.module.css";
import { useSettingWords } from "./useSettingWords";
import { FindingLine } from "./FindingLine";

interface Props {
  of: ExchangeRef;
  accountId: number;
}

/** Looks into a refused signature; asks no vendor, sends nothing. */
export function Diagnose({ of, accountId }: Props) {
  const { t } = useTranslation();
  const [found, show] = useState<Diagnosis | null>(null);
  const look = useDo((api, which: ExchangeRef) => api.diagnose(which), { done: show });
  return (
    <>
      <Button size="compact-sm" leftSection={<IconStethoscope size={14} aria-hidden />} loading={look.isPending} onClick={() => look.mutate(of)}>
        {t("log:diagnose.button")}
      </Button>
      <Dialog opened={found !== null} title={t("log:diagnose.title")} onClose={() => show(null)}>
        {found !== null && <Found diagnosis={found} accountId={accountId} />}
      </Dialog>
    </>
  );
}

function Found({ diagnosis: { findings, options, advice }, accountId }: { diagnosis: Diagnosis; accountId: number }) {
  const { t } = useTranslation();
  const setting = useSettingWords();
  return (
    <Stack gap="md">
      <section>
        <Title order={3} size="h5">
          {t("log:diagnose.try")}
        </Title>
        <List type="ordered" size="sm" mt={4}>
          {advice.map((one, index) => (
            <List.Item key={index}>
              {one.kind === "try_setting"
                ? t("log:advice.try_setting", setting(one.name, one.value))
                : t(`log:advice.${one.kind}`)}
            </List.Item>
          ))}
        </List>
        <Anchor component={Link} href={`/accounts/${String(accountId)}`} size="sm">
          {t("log:diagnose.open_account")}
        </Anchor>
      </section>
      <section>
        <Title order={3} size="h5">
          {t("log:diagnose.findings")}
        </Title>
        <ul className={classes.findings}>
          {findings.map((finding) => (
            <FindingLine key={finding.kind} finding={finding} />
          ))}
        </ul>
      </section>
      <section>
        <Title order={3} size="h5">
          {t("log:diagnose.options")}
        </Title>
        {options.map((option, index) => (
          <div key={index} className={classes.option} data-current={option.current || undefined}>
            <Text size="sm" fw={option.current ? 600 : 400}>
              {option.settings
                .map(({ name, value }) => setting(name, value))
                .map(({ label, value }) => t("log:diagnose.setting", { label, value }))
                .join(" · ")}
              {option.current && ` · ${t("log:diagnose.current")}`}
            </Text>
            <Code block className={classes.code} tabIndex={0}>
              <PlainText dir="ltr" text={option.signed} />
            </Code>
            {option.digest !== null && (
              <Text size="xs" c="dimmed" className={classes.digest ?? ""}>
                {option.digest.name}: <code>{option.digest.value}</code>
              </Text>
            )}
          </div>
        ))}
      </section>
    </Stack>
  );
}
