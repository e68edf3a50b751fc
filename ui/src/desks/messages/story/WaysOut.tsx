import { Button } from "@mantine/core";
import { IconPlayerPlay, IconSearch } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Evidence } from "../../../contract/Evidence";
import type { MessageRow } from "../../../contract/MessageRow";
import type { MessageStory } from "../../../contract/MessageStory";
import { useAsk, useDo } from "../../../ipc/ask";
import { reasonSentence } from "../../../parts/reasons";
import { ResumeJob } from "../jobs/ResumeJob";
import { DecideByHand } from "./DecideByHand";
import { SendAgainDialog } from "./SendAgainDialog";
import classes from "./story.module.css";

/** What can be done about a message, the harmless first. */
export function WaysOut({ story }: { story: MessageStory }) {
  const { t } = useTranslation();
  const [asking, ask] = useState<"decide" | "again" | "resume" | null>(null);
  const [evidence, setEvidence] = useState<Evidence | null>(null);
  const look = useDo((api) => api.lookForEvidence(story.message.id), { done: setEvidence });
  const ways = story.ways_out;
  const voice = story.message.mode === "voice";
  const jobs = useAsk(["jobs"], ["list_open_jobs"], (api) => api.listOpenJobs(), { enabled: ways.includes("resume_job") });
  const job = jobs.data?.find(({ id }) => id === story.job_id);
  const offered = useEvidence(story.message, ways.includes("look_for_evidence"));
  const described = useId();
  const close = () => ask(null);
  return (
    <div className={classes.ways}>
      {ways.includes("send_again") && <p className={classes.risk}>{voice ? t("messages:risk.call_again") : t("messages:risk.send_again")}</p>}
      {ways.includes("look_for_evidence") && (
        <>
          <Button
            fullWidth
            leftSection={<IconSearch size={15} aria-hidden />}
            loading={look.isPending}
            onClick={() => look.mutate(undefined)}
            aria-describedby={offered === null ? undefined : described}
          >
            {t("messages:way.look")}
          </Button>
          {offered !== null && (
            <p id={described} className={classes.evidence}>
              {t(`messages:way.look_by.${offered}`)}
            </p>
          )}
        </>
      )}
      <p role="status" className={classes.evidence}>
        {evidence !== null && <EvidenceText evidence={evidence} />}
      </p>
      {story.offered.map((offered) => (
        <p key={`${offered.msg_id} ${offered.received_at}`} className={classes.evidence}>
          {t("messages:offered", {
            reason: reasonSentence(t, { kind: "report_code", code: offered.code, table: offered.table, vendor: story.message.vendor }),
            id: offered.msg_id,
          })}
        </p>
      ))}
      {ways.includes("resume_job") && job !== undefined && (
        <>
          <Button fullWidth leftSection={<IconPlayerPlay size={15} aria-hidden />} onClick={() => ask("resume")}>
            {t("messages:way.resume")}
          </Button>
          <ResumeJob job={job} opened={asking === "resume"} onClose={close} />
        </>
      )}
      <div className={classes.lesser}>
        {ways.includes("decide_by_hand") && (
          <Button variant="default" onClick={() => ask("decide")}>
            {t("messages:way.decide")}
          </Button>
        )}
        {ways.includes("send_again") && (
          <Button variant="default" onClick={() => ask("again")}>
            {voice ? t("messages:way.call_again") : t("messages:way.again")}
          </Button>
        )}
      </div>
      {asking === "decide" && <DecideByHand id={story.message.id} onClose={close} />}
      {asking === "again" && <SendAgainDialog story={story} onClose={close} />}
    </div>
  );
}

/** Where evidence comes from with this vendor, and this account: by its reports, or by a question about this message; none while it is not known. */
function useEvidence({ account_id, vendor }: MessageRow, enabled: boolean): "report" | "query" | null {
  const account = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts(), { enabled }).data?.find(({ id }) => id === account_id);
  const known = useAsk([], ["list_vendors"], (api) => api.listVendors(), { enabled }).data?.find(({ id }) => id === vendor)?.capabilities;
  if (account === undefined || known === undefined) return null;
  if (known.polls_reports && account.fetches_reports) return "report";
  return known.queries_reports ? "query" : null;
}

function EvidenceText({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  switch (evidence.found) {
    case "report":
      return t("messages:evidence.report", { state: t(`parts:state.${evidence.state}`) });
    case "could_not_ask":
      return t("messages:evidence.could_not_ask", { reason: reasonSentence(t, evidence.reason) });
    case "nothing":
      return t("messages:evidence.nothing");
    case "not_here":
      return t("messages:evidence.not_here");
  }
}
