import { Menu } from "@mantine/core";
import { IconEye, IconEyeOff, IconTimelineEvent } from "@tabler/icons-react";
import { useState, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { Client } from "../contract/client";
import type { NumberRef } from "../contract/NumberRef";
import classes from "./MaskedNumber.module.css";
import { NumberLink } from "./NumberLink";
import { numberPath } from "./numberPath";
import { PointMenu } from "./PointMenu";
import { RevealButton } from "./RevealButton";
import { useReveal } from "./useReveal";

interface Props {
  masked: string;
  /** Where it stands; leads to everything that happened with it. */
  of?: NumberRef;
  /** Asks for the whole number; unless given, by where it stands. */
  ask?: (api: Client) => Promise<string>;
  /** What the button says, and what is said once it was pressed. */
  words: { reveal: string; hide: string; recorded: string };
}

/** A number in a line, masked until somebody needs it; every look is recorded. */
export function MaskedNumber({ masked, of, ask, words }: Props) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [menu, openMenu] = useState<{ x: number; y: number } | null>(null);
  const { shown, busy, toggle } = useReveal((api) => ask?.(api) ?? (of === undefined ? Promise.resolve(masked) : api.revealRef(of)));
  const label = shown === null ? words.reveal : words.hide;
  const onContextMenu = (event: MouseEvent) => {
    if (of === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    openMenu({ x: event.clientX, y: event.clientY });
  };
  return (
    // The menu only offers at the mouse what the link and the button inside do.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <span className={classes["number"]} onContextMenu={onContextMenu}>
      <strong className="tabular">{of === undefined ? (shown ?? masked) : <NumberLink of={of} shown={shown ?? masked} />}</strong>
      <RevealButton small shown={shown !== null} busy={busy} label={label} onClick={toggle} />
      <span className={classes["recorded"]} role="status">
        {shown !== null && words.recorded}
      </span>
      {of !== undefined && (
        <PointMenu at={menu} label={masked} onClose={() => openMenu(null)}>
          <Menu.Item leftSection={<IconTimelineEvent size={15} aria-hidden />} onClick={() => go(numberPath(of))}>
            {t("parts:number.view")}
          </Menu.Item>
          <Menu.Item leftSection={shown === null ? <IconEye size={15} aria-hidden /> : <IconEyeOff size={15} aria-hidden />} onClick={toggle}>
            {label}
          </Menu.Item>
        </PointMenu>
      )}
    </span>
  );
}
