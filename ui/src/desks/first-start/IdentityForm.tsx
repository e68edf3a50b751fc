import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ReactNode, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import { identityKey } from "../../app/identity";
import type { FieldProblem } from "../../contract/FieldProblem";
import type { Identity } from "../../contract/Identity";
import { useDo } from "../../ipc/ask";
import { fieldError, focusFirstProblem } from "../../parts/fieldErrors";

interface Props {
  start: Identity;
  /** What the button says. */
  save: string;
  saved?: () => void;
  /** Beside the button. */
  beside?: ReactNode;
  /** Begin in the first field. */
  begin?: boolean;
}

/** Operator and desk. */
export function IdentityForm({ start, save, saved, beside, begin = false }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (begin) first.current?.focus();
  }, [begin]);
  const [identity, setIdentity] = useState(start);
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const store = useDo((api, wanted: Identity) => api.setIdentity(wanted), {
    done: (found, wanted) => {
      setProblems(found);
      if (found.length > 0) {
        focusFirstProblem(form.current, found);
        return;
      }
      queries.setQueryData(identityKey, wanted);
      saved?.();
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    store.mutate({ operator: identity.operator.trim(), desk: identity.desk.trim() });
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          name="operator"
          label={t("start:identity.operator")}
          description={t("start:identity.operator_words")}
          value={identity.operator}
          onChange={(event) => setIdentity({ ...identity, operator: event.currentTarget.value })}
          error={fieldError(t, problems, "operator")}
          errorProps={{ role: "alert" }}
          ref={first}
          autoComplete="off"
        />
        <TextInput
          name="desk"
          label={t("start:identity.desk")}
          description={t("start:identity.desk_words")}
          value={identity.desk}
          // Small letters would only be refused.
          onChange={(event) => setIdentity({ ...identity, desk: event.currentTarget.value.toUpperCase() })}
          error={fieldError(t, problems, "desk")}
          errorProps={{ role: "alert" }}
          maxLength={3}
          w={200}
          styles={{ description: { whiteSpace: "normal", width: "min(560px, 80vw)" } }}
          autoComplete="off"
          spellCheck={false}
        />
        <Group>
          <Button type="submit" loading={store.isPending}>
            {save}
          </Button>
          {beside}
        </Group>
      </Stack>
    </form>
  );
}
