import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import type { FieldProblem } from "../../../contract/FieldProblem";
import type { MessageFilter } from "../../../contract/MessageFilter";
import { useDo } from "../../../ipc/ask";
import { announce } from "../../../parts/announce";
import { fieldError } from "../../../parts/fieldErrors";
import { Dialog } from "../../Dialog";
import type { NamedFilter } from "./useSavedFilters";

interface Props {
  /** The one to be renamed; none saves the filter that is set now. */
  of: NamedFilter | null;
  filter: MessageFilter;
  saved: readonly NamedFilter[];
  onClose: () => void;
}

/** Asks for the name of a filter. The name of another one replaces what it asks for, and says so first. */
export function FilterNameDialog({ of, filter, saved, onClose }: Props) {
  const { t } = useTranslation();
  const [name, type] = useState(of?.name ?? "");
  const [problems, tell] = useState<readonly FieldProblem[]>([]);
  const other = saved.find((one) => one.name === name.trim() && one.id !== of?.id);
  const replaces = of === null ? other : undefined;
  const save = useDo((api) => api.saveFilter({ id: of?.id ?? replaces?.id ?? null, name: name.trim(), filter: of?.filter ?? filter }), {
    done: (answer) => {
      if (answer.result === "invalid") {
        tell(answer.problems);
      } else {
        announce(t("messages:saved.done", { name: name.trim() }));
        onClose();
      }
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <Dialog opened title={of === null ? t("messages:saved.save_title") : t("messages:saved.rename_title")} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            name="name"
            label={t("messages:saved.name")}
            placeholder={t("messages:saved.name_example")}
            description={t("messages:saved.name_words")}
            maxLength={40}
            value={name}
            error={fieldError(t, problems, "name")}
            onChange={(event) => {
              type(event.currentTarget.value);
              tell([]);
            }}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {replaces === undefined ? t("common:save") : t("messages:saved.replace")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
