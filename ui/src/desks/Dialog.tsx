import { Modal } from "@mantine/core";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  opened: boolean;
  title: string;
  children: ReactNode;
  onClose: () => void;
}

/** A dialog over a desk. Its keys are not keys of the desk under it. */
export function Dialog({ opened, title, children, onClose }: Props) {
  const { t } = useTranslation();
  const keepKeys = (event: KeyboardEvent) => event.stopPropagation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("common:close") }}
      onKeyDown={keepKeys}
    >
      {children}
    </Modal>
  );
}
