import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Blocker } from "../../contract/Blocker";
import type { Capabilities } from "../../contract/Capabilities";
import type { SendPlan } from "../../contract/SendPlan";
import { Folded } from "../Folded";
import type { SendForm } from "./form";
import { Help } from "./Help";
import classes from "./send.module.css";

interface Props {
  vendor: string;
  capabilities: Capabilities;
  echo: string;
  callbackUrl: string;
  plan: SendPlan | null;
  onChange: (change: Partial<SendForm>) => void;
}

const ofEcho: readonly Blocker[] = ["echo_too_long", "echo_form"];

/** What is optional and rarely needed, each with the vendor's own name of it. */
export function AdvancedFields({ vendor, capabilities, echo, callbackUrl, plan, onChange }: Props) {
  const { t } = useTranslation();
  const { echo_characters: limit, echo_refuses: refused, callback_in_request: hasCallback } = capabilities;
  const blockers = plan?.blockers ?? [];
  const echoProblem = ofEcho.find((blocker) => blockers.includes(blocker));
  if (limit === 0 && !hasCallback) return null;
  const echoHelp = t("send:echo.description", { count: limit });
  return (
    <Folded label={t("send:advanced")} open={echo !== "" || callbackUrl !== ""}>
      <div className={classes.advanced}>
        {limit > 0 && (
          <TextInput
            label={t("send:echo.label")}
            description={
              <Help
                vendor={vendor}
                box="echo"
                text={refused === "" ? echoHelp : t("send:echo.without", { help: echoHelp, characters: Array.from(refused).join(" ") })}
              />
            }
            value={echo}
            onChange={(event) => onChange({ echo: event.currentTarget.value })}
            error={echoProblem === undefined ? null : t(`send:blocker.${echoProblem}`)}
          />
        )}
        {hasCallback && (
          <div>
            <TextInput
              type="url"
              label={t("send:callback.label")}
              description={<Help vendor={vendor} box="callback" text={t("send:callback.description")} />}
              value={callbackUrl}
              onChange={(event) => onChange({ callbackUrl: event.currentTarget.value })}
              error={blockers.includes("callback_url_form") ? t("send:blocker.callback_url_form") : null}
              spellCheck={false}
              autoComplete="off"
            />
            <p className={classes.goesOut} role="status">
              {plan !== null &&
                (plan.callback_url === null ? (
                  t("send:callback.none")
                ) : (
                  <>
                    {t("send:callback.goes_out")} <code>{plan.callback_url}</code>
                  </>
                ))}
            </p>
          </div>
        )}
      </div>
    </Folded>
  );
}
