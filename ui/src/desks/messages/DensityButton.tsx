import { ActionIcon } from "@mantine/core";
import { IconBaselineDensityMedium, IconBaselineDensitySmall } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { usePreferences } from "../../app/preferences";

/** Rows close together or further apart. */
export function DensityButton() {
  const { t } = useTranslation();
  const { preferences, prefer } = usePreferences();
  const compact = preferences.density === "compact";
  const Icon = compact ? IconBaselineDensitySmall : IconBaselineDensityMedium;
  const label = t("messages:compact");
  return (
    <ActionIcon
      variant="default"
      size="input-sm"
      aria-label={label}
      title={label}
      aria-pressed={compact}
      onClick={() => prefer({ density: compact ? "comfortable" : "compact" })}
    >
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}
