import { Button, Group, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Dialog } from "../../Dialog";
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
  return (
    <Dialog opened title={title} onClose={onClose}>
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
    </Dialog>
  );
}
