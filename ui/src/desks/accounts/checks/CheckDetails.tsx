import { Code } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { AttemptDetail } from "../../../contract/AttemptDetail";
import { PlainText } from "../../../parts/PlainText";
import { TechnicalDetails } from "../../../parts/TechnicalDetails";
import classes from "./checks.module.css";

/** The requests of a check, for a technician or the vendor's support. */
export function CheckDetails({ attempts }: { attempts: readonly AttemptDetail[] }) {
  const { t } = useTranslation();
  return (
    <TechnicalDetails>
      {attempts.map((attempt) => (
        <div key={attempt.id}>
          <Code block className={classes["code"] ?? ""}>
            <PlainText
              dir="ltr"
              text={[`${attempt.method} ${attempt.url}`, ...attempt.headers.map(({ name, value }) => `${name}: ${value}`), "", attempt.request_body].join("\n")}
            />
          </Code>
          {attempt.signed !== null && (
            <>
              <h4>{t("accounts:check.signed")}</h4>
              <Code block className={classes["code"] ?? ""}>
                <PlainText dir="ltr" text={attempt.signed} />
              </Code>
            </>
          )}
          <h4>{t("accounts:check.reply")}</h4>
          <Code block className={classes["code"] ?? ""}>
            {attempt.reply_status === null ? t("accounts:check.no_reply") : <PlainText dir="ltr" text={`HTTP ${attempt.reply_status}\n\n${attempt.reply_body ?? ""}`} />}
          </Code>
        </div>
      ))}
    </TechnicalDetails>
  );
}
