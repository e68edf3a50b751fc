import { Menu } from "@mantine/core";
import { IconFilter, IconListDetails, IconTimelineEvent } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { MessageFilter } from "../../contract/MessageFilter";
import type { MessageRow } from "../../contract/MessageRow";
import { inTheMiddle } from "../../parts/inTheMiddle";
import { numberPath } from "../../parts/numberPath";
import { PointMenu } from "../../parts/PointMenu";
import { rawCode } from "../../parts/reasons";

interface Props {
  row: MessageRow | null;
  at: { x: number; y: number };
  onOpen: (id: number) => void;
  onOnly: (only: Partial<MessageFilter>) => void;
  onClose: () => void;
}

const LETTERS = 28;

/** What can be done with a row. */
export function RowMenu({ row, at, onOpen, onOnly, onClose }: Props) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const code = row?.reason === null || row === null ? null : rawCode(row.reason);
  const only = (label: string, change: Partial<MessageFilter>) => (
    <Menu.Item leftSection={<IconFilter size={15} aria-hidden />} onClick={() => onOnly(change)}>
      {label}
    </Menu.Item>
  );
  return (
    <PointMenu at={row === null ? null : at} label={t("messages:menu.label")} onClose={onClose}>
      {row !== null && (
        <>
          <Menu.Item leftSection={<IconListDetails size={15} aria-hidden />} onClick={() => onOpen(row.id)}>
            {t("messages:menu.story")}
          </Menu.Item>
          <Menu.Item leftSection={<IconTimelineEvent size={15} aria-hidden />} onClick={() => go(numberPath({ at: "message", id: row.id }))}>
            {t("parts:number.view")}
          </Menu.Item>
          <Menu.Divider />
          {only(t("messages:menu.job"), { job_id: row.job_id })}
          {only(t("messages:menu.account", { account: inTheMiddle(row.account_name, LETTERS) }), { account_id: row.account_id })}
          {row.operator !== "" && only(t("messages:menu.operator", { operator: inTheMiddle(row.operator, LETTERS) }), { operator: row.operator })}
          {code !== null && code !== "" && only(t("messages:menu.code", { code }), { code })}
        </>
      )}
    </PointMenu>
  );
}
