import { Button, Stack, Textarea } from "@mantine/core";
import { useRef, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import type { KeyChoice } from "../../../contract/KeyChoice";
import type { KeyResult } from "../../../contract/KeyResult";
import { useDo } from "../../../ipc/ask";

interface Props {
  choice: KeyChoice;
  answered: (result: KeyResult) => void;
}

/** Takes a private key that is pasted. It stands in the box alone, never in the page's state, and leaves it at once. */
export function PasteKey({ choice, answered }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLTextAreaElement>(null);
  const [isEmpty, setEmpty] = useState(true);
  const store = useDo(
    (api) => {
      const text = box.current?.value ?? "";
      if (box.current !== null) box.current.value = "";
      setEmpty(true);
      return api.importKey({ ...choice, text });
    },
    { done: answered },
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isEmpty) store.mutate(undefined);
  };
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack gap="xs" align="stretch">
        <Textarea
          ref={box}
          label={t("accounts:key.paste_label")}
          description={t("accounts:key.paste_words")}
          onChange={(event) => setEmpty(event.currentTarget.value.trim() === "")}
          rows={4}
          autoComplete="off"
          spellCheck={false}
        />
        <div>
          <Button size="compact-md" variant="default" type="submit" loading={store.isPending} disabled={isEmpty}>
            {t("accounts:key.paste")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
