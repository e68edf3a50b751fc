import { Alert, Radio, Stack, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Capabilities } from "../../contract/Capabilities";
import { polls } from "./applies";
import type { AccountFields } from "./draft";

interface Props {
  can: Capabilities;
  live: boolean;
  /** Whether turning it on is new, so that the question has to be answered. */
  asked: boolean;
  fields: AccountFields;
  set: (change: Partial<AccountFields>) => void;
  error: string | null;
}

/** Whether this computer fetches, and, before it does, whether another one already takes the reports away. */
export function FetchQuestion({ can, live, asked, fields, set, error }: Props) {
  const { t } = useTranslation();
  const takes = polls(can);
  if (!takes && !can.queries_reports) return null;
  const ask = takes && live && asked && fields.fetchHere;
  return (
    <Stack gap="xs">
      <Switch
        name={ask ? undefined : "fetches_reports"}
        label={takes ? t("accounts:fetch.label") : t("accounts:fetch.query_label")}
        description={takes ? t("accounts:fetch.words") : t("accounts:fetch.query_words")}
        checked={fields.fetchHere}
        onChange={(event) => set({ fetchHere: event.currentTarget.checked })}
        error={ask || error === null ? undefined : <span role="alert">{error}</span>}
      />
      {ask && (
        <Radio.Group
          label={t("accounts:fetch.question")}
          description={t("accounts:fetch.question_words")}
          value={fields.fetchedElsewhere === null ? "" : fields.fetchedElsewhere ? "yes" : "no"}
          onChange={(answer) => set({ fetchedElsewhere: answer === "yes" })}
          error={error}
          errorProps={{ role: "alert" }}
        >
          <Stack gap={6} my={6}>
            <Radio name="fetches_reports" value="no" label={t("accounts:fetch.no")} />
            <Radio name="fetches_reports" value="yes" label={t("accounts:fetch.yes")} />
          </Stack>
        </Radio.Group>
      )}
      {ask && fields.fetchedElsewhere === true && (
        <Alert color="gray" role="status">
          {t("accounts:fetch.stays_off")}
        </Alert>
      )}
    </Stack>
  );
}
