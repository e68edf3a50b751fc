import { Modal } from "@mantine/core";
import { useLayoutEffect, useState, type KeyboardEvent, type ReactNode } from "react";
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
  // Of a dialog that exists only while it is open: the other kind gives the keyboard back by itself.
  const [opener] = useState(() => (opened ? document.activeElement : null));
  useLayoutEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    },
    [opener],
  );
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
