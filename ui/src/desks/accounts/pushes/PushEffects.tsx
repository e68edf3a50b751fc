import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Push } from "../../../contract/Push";
import { PushItem } from "../../interface-log/push/PushItem";
import classes from "./pushes.module.css";

/** What a push that was pasted in changed, item by item. */
export function PushEffects({ push }: { push: Push }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      <Text size="sm" fw={600} mt="xs">
        {push.effects.length === 0 ? t("accounts:push.nothing_in_it") : t("accounts:push.changed", { count: push.effects.length })}
      </Text>
      <ol className={classes["effects"]}>
        {push.effects.map((effect, i) => (
          // The items of a push never move.
          <PushItem key={i} effect={effect} ordinal={i + 1} />
        ))}
      </ol>
    </div>
  );
}
