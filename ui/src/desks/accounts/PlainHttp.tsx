import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  acknowledged: boolean;
  acknowledge: (acknowledged: boolean) => void;
  error: string | null;
}

/** Says plainly what plain http means, and asks that it is known. */
export function PlainHttp({ acknowledged, acknowledge, error }: Props) {
  const { t } = useTranslation();
  return (
    <Checkbox
      name="http_acknowledged"
      label={t("accounts:http.acknowledge")}
      description={t("accounts:http.meaning")}
      checked={acknowledged}
      onChange={(event) => acknowledge(event.currentTarget.checked)}
      error={error === null ? undefined : <span role="alert">{error}</span>}
    />
  );
}
