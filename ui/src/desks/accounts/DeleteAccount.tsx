import { Button, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import { useDo } from "../../ipc/ask";

/** Deletes an account once it was confirmed. */
export function DeleteAccount({ account, deleted }: { account: Account; deleted: () => void }) {
  const { t } = useTranslation();
  const remove = useDo((api, id: number) => api.deleteAccount(id), { done: deleted });
  const ask = () => {
    modals.openConfirmModal({
      title: t("accounts:delete.title", { name: account.name }),
      withCloseButton: false,
      children: <Text size="sm">{t("accounts:delete.words")}</Text>,
      labels: { confirm: t("accounts:delete.confirm"), cancel: t("common:cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: () => remove.mutate(account.id),
    });
  };
  return (
    <div>
      <Button
        variant="subtle"
        color="var(--sb-bad)"
        size="compact-sm"
        leftSection={<IconTrash size={14} aria-hidden />}
        loading={remove.isPending}
        onClick={ask}
      >
        {t("accounts:delete.button")}
      </Button>
    </div>
  );
}
