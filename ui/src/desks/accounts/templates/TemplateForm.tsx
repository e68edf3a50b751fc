import { Button, Group, Stack, Switch, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useRef, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import type { Capabilities } from "../../../contract/Capabilities";
import type { FieldProblem } from "../../../contract/FieldProblem";
import type { Template } from "../../../contract/Template";
import type { TemplateDraft } from "../../../contract/TemplateDraft";
import { useAsk, useDo } from "../../../ipc/ask";
import { fieldError, focusFirstProblem } from "../../../parts/fieldErrors";
import { TemplateText } from "./TemplateText";
import { VariableNames } from "./VariableNames";

interface Props {
  accountId: number;
  can: Capabilities;
  /** None adds one. */
  template: Template | null;
  done: () => void;
}

/** Adds or changes a template; its variables are found while it is typed. */
export function TemplateForm({ accountId, can, template, done }: Props) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState(template?.name ?? "");
  const [vendorId, setVendorId] = useState(template?.template_id ?? "");
  const modes = can.sends.map(({ mode }) => mode);
  const [asText, asCall] = [modes.includes("template"), modes.includes("voice")];
  // Where nothing else can be done with a template, it is read out.
  const [voice, setVoice] = useState(template?.voice ?? !asText);
  const [text, setText] = useState(template?.text ?? "");
  const [names, setNames] = useState<readonly (string | undefined)[]>(template?.variables.map((variable) => variable.name) ?? []);
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const error = (field: string) => fieldError(t, problems, field);

  const [asked] = useDebouncedValue(text, 150);
  const found = useAsk([], ["read_template", asked], (api) => api.readTemplate(asked), { keep: true }).data ?? [];
  const variables = found.map((variable, i) => ({ ...variable, name: names[i] ?? variable.name }));

  const save = useDo((api, draft: TemplateDraft) => api.saveTemplate(draft), {
    done: (answer) => {
      if (answer.result === "saved") {
        done();
        return;
      }
      setProblems(answer.problems);
      focusFirstProblem(form.current, answer.problems);
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save.mutate({
      id: template?.id ?? null,
      account_id: accountId,
      name: name.trim(),
      template_id: vendorId.trim(),
      voice: voice && asCall,
      // To the character: the vendor compares it.
      text,
      variable_names: variables.map((variable) => variable.name),
    });
  };

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Title order={3}>{template === null ? t("accounts:template.add") : t("accounts:template.edit")}</Title>
        <TextInput
          name="name"
          label={t("accounts:template.name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={error("name")}
          errorProps={{ role: "alert" }}
          autoComplete="off"
        />
        <TextInput
          name="template_id"
          label={t("accounts:template.id")}
          description={t("accounts:template.id_words")}
          value={vendorId}
          onChange={(event) => setVendorId(event.currentTarget.value)}
          error={error("template_id")}
          errorProps={{ role: "alert" }}
          autoComplete="off"
          spellCheck={false}
        />
        {asText && asCall && (
          <Switch
            label={t("accounts:template.voice")}
            description={t("accounts:template.voice_words")}
            checked={voice}
            onChange={(event) => setVoice(event.currentTarget.checked)}
          />
        )}
        <Textarea
          name="text"
          label={t("accounts:template.text")}
          description={t("accounts:template.text_words")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={error("text")}
          errorProps={{ role: "alert" }}
          autosize
          minRows={3}
          maxRows={10}
        />
        <VariableNames
          variables={variables}
          rename={(i, to) => setNames(variables.map((_variable, at) => (at === i ? to : names[at])))}
          error={error("variable_names")}
        />
        {text !== "" && (
          <section aria-label={t("accounts:template.preview")}>
            <Text size="sm" c="dimmed">
              {t("accounts:template.preview")}
            </Text>
            <TemplateText text={text} variables={variables} />
          </section>
        )}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t("common:save")}
          </Button>
          <Button variant="default" onClick={done}>
            {t("common:cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
