import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { SendMode } from "../../contract/SendMode";
import type { SendWay } from "../../contract/SendWay";

interface Props {
  ways: readonly SendWay[];
  value: SendMode;
  onChange: (mode: SendMode) => void;
}

/** The ways to send that the account has; where there is one there is no choice. */
export function ModeChoice({ ways, value, onChange }: Props) {
  const { t } = useTranslation();
  if (ways.length < 2) return null;
  return (
    <SegmentedControl
      aria-label={t("send:mode.label")}
      value={value}
      onChange={onChange}
      data={ways.map(({ mode }) => ({ value: mode, label: t(`send:mode.${mode}`) }))}
    />
  );
}
