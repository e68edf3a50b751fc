import { Anchor, Select, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { SendWay } from "../../contract/SendWay";
import type { Template } from "../../contract/Template";
import classes from "./send.module.css";

interface Props {
  accountId: number;
  way: SendWay;
  templates: readonly Template[] | undefined;
  chosen: Template | undefined;
  onChoose: (templateId: number) => void;
}

/** Which of the account's templates is filled in. */
export function TemplateFields({ accountId, way, templates, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const voice = way.mode === "voice";
  if (templates?.length === 0) {
    return (
      <div className={classes.noTemplate} role="status">
        <Text fw={600}>{voice ? t("send:template.none_voice") : t("send:template.none")}</Text>
        <Text size="sm" c="dimmed">
          {voice ? t("send:template.none_voice_why") : t("send:template.none_why")}
        </Text>
        <Anchor component={Link} href={`/accounts/${accountId}/templates`} size="sm">
          {t("send:template.add")}
        </Anchor>
      </div>
    );
  }
  return (
    <div>
      <Select
        label={voice ? t("send:template.label_voice") : t("send:template.label")}
        description={way.most_values === null ? undefined : t("send:template.values", { fewest: way.fewest_values, most: way.most_values })}
        data={(templates ?? []).map(({ id, name, template_id }) => ({
          value: String(id),
          label: t("send:template.option", { name, id: template_id }),
        }))}
        value={chosen === undefined ? null : String(chosen.id)}
        onChange={(id) => {
          if (id !== null) onChoose(Number(id));
        }}
        allowDeselect={false}
        checkIconPosition="right"
      />
      {chosen !== undefined && <TemplateText template={chosen} />}
    </div>
  );
}

/** The registered text with its variables standing out. */
function TemplateText({ template }: { template: Template }) {
  const pieces: { text: string; variable: boolean }[] = [];
  let rest = template.text;
  for (const { placeholder } of template.variables) {
    const at = rest.indexOf(placeholder);
    if (at < 0) continue;
    pieces.push({ text: rest.slice(0, at), variable: false }, { text: placeholder, variable: true });
    rest = rest.slice(at + placeholder.length);
  }
  pieces.push({ text: rest, variable: false });
  return (
    <p className={classes.templateText} dir="auto">
      {pieces.map(({ text, variable }, index) => (variable ? <mark key={index}>{text}</mark> : text))}
    </p>
  );
}
