import { Button, Select, Stack, Text, Textarea, Title } from "@mantine/core";
import { useId, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import type { PushKind } from "../../../contract/PushKind";
import { useDo } from "../../../ipc/ask";
import { PushEffects } from "./PushEffects";

interface Props {
  accountId: number;
  kinds: readonly PushKind[];
}

/** Takes a push by hand, as a vendor's support or another computer got it, and tells what it changed. */
export function PastePush({ accountId, kinds }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [kind, setKind] = useState<PushKind | null>(kinds[0] ?? null);
  const [body, setBody] = useState("");
  const take = useDo((api, push: { kind: PushKind; body: string }) => api.pastePush({ account_id: accountId, ...push }), {
    done: () => setBody(""),
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (kind !== null && body.trim() !== "") take.mutate({ kind, body });
  };
  return (
    <section aria-labelledby={id}>
      <form onSubmit={submit}>
        <Stack gap="xs">
          <Title order={3} id={id}>
            {t("accounts:push.paste_title")}
          </Title>
          <Text size="xs" c="dimmed">
            {t("accounts:push.paste_words")}
          </Text>
          <Select
            label={t("accounts:push.paste_kind")}
            data={kinds.map((one) => ({ value: one, label: t(`log:kind.${one}`) }))}
            value={kind}
            allowDeselect={false}
            onChange={(to) => setKind(kinds.find((one) => one === to) ?? null)}
          />
          <Textarea
            label={t("accounts:push.paste_body")}
            value={body}
            onChange={(event) => setBody(event.currentTarget.value)}
            autosize
            minRows={3}
            maxRows={10}
            autoComplete="off"
            spellCheck={false}
          />
          <div>
            <Button type="submit" size="compact-md" variant="default" loading={take.isPending} disabled={body.trim() === ""}>
              {t("accounts:push.paste")}
            </Button>
          </div>
        </Stack>
      </form>
      {take.data !== undefined && <PushEffects push={take.data} />}
    </section>
  );
}
