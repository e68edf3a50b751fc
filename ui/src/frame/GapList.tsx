import { Button, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { Gap } from "../contract/Gap";
import { useDo } from "../ipc/ask";
import { When } from "../parts/When";

/** The times in which reports or replies may have been lost, each to be marked as seen. */
export function GapList({ gaps }: { gaps: readonly Gap[] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const seen = useDo((api, id: number) => api.acknowledgeGap(id), {
    done: () => void queries.invalidateQueries({ queryKey: [["status"]] }),
  });
  return (
    <Stack gap="sm">
      <Text size="sm">{t("frame:gap_meaning")}</Text>
      {gaps.map((gap) => (
        <div key={gap.id}>
          <Text size="sm" fw={600}>
            {gap.account_name} · {t(`frame:gap_kind.${gap.kind}`)}
          </Text>
          <Text size="sm" c="dimmed">
            <When at={gap.from_at} /> – <When at={gap.to_at} />
          </Text>
          <Button size="compact-sm" variant="default" mt={4} loading={seen.isPending && seen.variables === gap.id} onClick={() => seen.mutate(gap.id)}>
            {t("frame:gap_seen")}
          </Button>
        </div>
      ))}
    </Stack>
  );
}
