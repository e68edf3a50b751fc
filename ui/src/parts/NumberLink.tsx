import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { NumberRef } from "../contract/NumberRef";
import classes from "./NumberLink.module.css";
import { numberPath } from "./numberPath";

interface Props {
  of: NumberRef;
  /** As it is shown: masked, or what a look at it gave. */
  shown: string;
  /** In a table, where the rows have the keyboard: a key of the table opens it instead. */
  quiet?: boolean;
}

/** A number that leads to everything that happened with it. */
export function NumberLink({ of, shown, quiet = false }: Props) {
  const { t } = useTranslation();
  const keepRow = (event: MouseEvent) => event.stopPropagation();
  return (
    <Link
      href={numberPath(of)}
      className={classes["link"] ?? ""}
      title={t("parts:number.view")}
      data-quiet={quiet || undefined}
      tabIndex={quiet ? -1 : undefined}
      onClick={keepRow}
    >
      {shown}
    </Link>
  );
}
