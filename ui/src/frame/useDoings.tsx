import { useSpotlight, type SpotlightActionData } from "@mantine/spotlight";
import { IconBan, IconBookmark, IconDatabaseExport, IconDownload, IconFileImport, IconPlayerPlay, IconRefresh, IconWallet } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { Job } from "../contract/Job";
import type { MessageFilter } from "../contract/MessageFilter";
import { ExportDialog } from "../desks/export/ExportDialog";
import { TakeInDialog } from "../desks/interface-log/kept/TakeIn";
import { useSavedFilters } from "../desks/messages/filter/useSavedFilters";
import { ResumeJob } from "../desks/messages/jobs/ResumeJob";
import { useMessagesView, viewOf } from "../desks/messages/view";
import { SuppressDialog } from "../desks/replies/suppression/SuppressDialog";
import { useAsk, useDo } from "../ipc/ask";
import { announce } from "../parts/announce";
import { figures } from "../parts/figures";
import { paletteStore } from "./paletteStore";

type Asking = { of: "suppress" } | { of: "take_in" } | { of: "export"; filter: MessageFilter } | { of: "resume"; job: Job };

interface Doings {
  actions: SpotlightActionData[];
  /** The dialog of the one that was chosen. */
  dialog: ReactNode;
}

/** What can be done from the palette, wherever the operator is. What costs is asked about as it is on its desk. */
export function useDoings(): Doings {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const { opened } = useSpotlight(paletteStore);
  const { value: view, memory: messages } = useMessagesView();
  const [asking, ask] = useState<Asking | null>(null);
  const saved = useSavedFilters();
  const accounts = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts(), { enabled: opened }).data ?? [];
  const jobs = useAsk(["jobs"], ["list_open_jobs"], (api) => api.listOpenJobs(), { enabled: opened }).data ?? [];
  const hasFolder = useAsk(["work", "profile", "status"], ["backup"], (api) => api.backup(), { enabled: opened }).data?.folder != null;
  const poll = useDo((api, { id }: { id: number; name: string }) => api.pollNow(id), {
    done: (_done, { name }) => announce(t("frame:palette.polled", { name })),
  });
  const backUp = useDo((api) => api.backUpNow());
  const refresh = useDo(
    async (api) => {
      const offered = (await api.listBalances()).filter(({ unit }) => unit !== "not_offered");
      // Each tells by itself what went wrong with it.
      const asked = await Promise.all(offered.map(({ account_id }) => api.refreshBalance(account_id)));
      return asked.length;
    },
    { done: (count) => announce(t("frame:palette.refreshed", { count })) },
  );
  const action = (id: string, label: string, Icon: typeof IconBan, onClick: () => void): SpotlightActionData => ({
    id,
    label,
    leftSection: <Icon size={16} aria-hidden />,
    onClick,
  });
  const close = () => ask(null);
  return {
    actions: [
      ...jobs
        .filter(({ state }) => state === "paused")
        .map((job) =>
          action(`resume-${job.id}`, t("frame:palette.resume", { n: figures(job.remaining), account: job.account_name }), IconPlayerPlay, () => ask({ of: "resume", job })),
        ),
      action("suppress", t("frame:palette.suppress"), IconBan, () => ask({ of: "suppress" })),
      action("export", t("frame:palette.export"), IconDownload, () => ask({ of: "export", filter: view.filter })),
      action("take-in", t("log:take_in.button"), IconFileImport, () => ask({ of: "take_in" })),
      action("balances-now", t("frame:palette.refresh"), IconWallet, () => refresh.mutate(undefined)),
      // Without a folder there is nowhere to put it: it is chosen first.
      action("back-up", t("keeping:backup.now"), IconDatabaseExport, () => (hasFolder ? backUp.mutate(undefined) : go("/settings/keeping"))),
      ...accounts
        .filter(({ enabled, fetches_reports, paused }) => enabled && fetches_reports && paused === null)
        .map(({ id, name }) => action(`poll-${id}`, t("log:polls.now_of", { name }), IconRefresh, () => poll.mutate({ id, name }))),
      ...saved.map(({ id, name, filter }) =>
        action(`filter-${id}`, t("frame:palette.filter", { name }), IconBookmark, () => {
          messages.write(viewOf(filter));
          go("/messages");
        }),
      ),
    ],
    dialog: (
      <>
        {asking?.of === "suppress" && <SuppressDialog onClose={close} />}
        {asking?.of === "take_in" && <TakeInDialog onClose={close} />}
        {asking?.of === "export" && <ExportDialog list={{ list: "messages", filter: asking.filter }} onClose={close} />}
        {asking?.of === "resume" && <ResumeJob job={asking.job} opened onClose={close} />}
      </>
    ),
  };
}
