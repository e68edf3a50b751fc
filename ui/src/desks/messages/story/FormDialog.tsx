import { Button, Group, Modal, Stack } from "@mantine/core";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

import classes from "./story.module.css";

interface Props {
  title: string;
  children: ReactNode;
  action: string;
  busy: boolean;
  onSubmit: () => void;
  onClose: () => void;
}

/** A small form over the desk; it exists only while it is open, so that it always begins empty. */
export function FormDialog({ title, children, action, busy, onSubmit, onClose }: Props) {
  const { t } = useTranslation();
  // Keys of the dialog are not keys of the desk under it.
  const keepKeys = (event: KeyboardEvent) => event.stopPropagation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      centered
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("common:close") }}
      onKeyDown={keepKeys}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Stack gap="sm">
          {children}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={busy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
