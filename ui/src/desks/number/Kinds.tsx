import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { NumberKind } from "../../contract/NumberKind";
import classes from "./number.module.css";

/** In the order in which they are offered. */
export const numberKinds: readonly NumberKind[] = ["message", "reply", "call", "binding", "check"];

interface Props {
  /** Those that are shown; none means all. */
  kinds: readonly NumberKind[];
  onChange: (kinds: NumberKind[]) => void;
}

/** Which kinds of things the timeline shows; they combine. */
export function Kinds({ kinds, onChange }: Props) {
  const { t } = useTranslation();
  const only = (kind: NumberKind) => onChange(numberKinds.filter((one) => (one === kind) !== kinds.includes(one)));
  return (
    <div role="group" aria-label={t("number:kinds.label")} className={classes.kinds}>
      <Button size="compact-sm" variant={kinds.length === 0 ? "light" : "default"} aria-pressed={kinds.length === 0} onClick={() => onChange([])}>
        {t("number:kinds.all")}
      </Button>
      {numberKinds.map((kind) => (
        <Button key={kind} size="compact-sm" variant={kinds.includes(kind) ? "light" : "default"} aria-pressed={kinds.includes(kind)} onClick={() => only(kind)}>
          {t(`number:kinds.${kind}`)}
        </Button>
      ))}
    </div>
  );
}
