import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  /** Whether what authenticates is the same in every request, so that one look at it is enough. */
  alwaysTheSame: boolean;
  acknowledged: boolean;
  acknowledge: (acknowledged: boolean) => void;
  error: string | null;
}

/** Says plainly what plain http means, and asks that it is known. */
export function PlainHttp({ alwaysTheSame, acknowledged, acknowledge, error }: Props) {
  const { t } = useTranslation();
  return (
    <Checkbox
      name="http_acknowledged"
      label={t("accounts:http.acknowledge")}
      description={alwaysTheSame ? t("accounts:http.always_the_same") : t("accounts:http.meaning")}
      checked={acknowledged}
      onChange={(event) => acknowledge(event.currentTarget.checked)}
      error={error === null ? undefined : <span role="alert">{error}</span>}
    />
  );
}
