import { Button, Textarea, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import type { Topic } from "../../contract/Topic";
import { useAsk, useDo } from "../../ipc/ask";
import { announce } from "../../parts/announce";

const TOPICS: readonly Topic[] = ["replies"];

/** The words a reply that asks to stop consists of. */
export function StopWordsSection() {
  const { t } = useTranslation();
  const words = useAsk(TOPICS, ["stop_words"], (api) => api.stopWords()).data;
  if (words === undefined) return null;
  return (
    <section>
      <Title order={2} mb="sm">
        {t("settings:stop_words.title")}
      </Title>
      {/* As they were taken, they are what stands in the box. */}
      <StopWordsForm key={words.join("\n")} words={words} />
    </section>
  );
}

function StopWordsForm({ words }: { words: readonly string[] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [text, write] = useState(words.join("\n"));
  const save = useDo((api, wanted: string[]) => api.setStopWords(wanted), {
    done: (taken, wanted) => {
      queries.setQueryData([TOPICS, "stop_words"], taken);
      write(taken.join("\n"));
      const left = wanted.length - taken.length;
      const saved = t("settings:stop_words.saved", { count: taken.length });
      announce(left === 0 ? saved : `${saved} ${t("settings:stop_words.left_out", { count: left })}`);
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save.mutate(text.split("\n").map((word) => word.trim()).filter((word) => word !== ""));
  };
  return (
    <form onSubmit={submit}>
      <Textarea
        label={t("settings:stop_words.label")}
        description={t("settings:stop_words.words")}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        autosize
        minRows={3}
        maxRows={12}
        spellCheck={false}
      />
      <Button mt="sm" type="submit" variant="default" loading={save.isPending} disabled={text === words.join("\n")}>
        {t("common:save")}
      </Button>
    </form>
  );
}
