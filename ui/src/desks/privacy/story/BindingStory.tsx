import { Loader, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../../ipc/ask";
import { isGone } from "../../../ipc/problem";
import { AccountName } from "../../../parts/AccountName";
import { NumberLink } from "../../../parts/NumberLink";
import { ListFailure } from "../../ListFailure";
import drawer from "../../Story.module.css";
import { BindingBadge } from "../BindingBadge";
import { AnswerBox } from "./AnswerBox";
import { BindingDetails } from "./BindingDetails";
import { BindingTimeline } from "./BindingTimeline";
import { Calls } from "./Calls";
import { Numbers } from "./Numbers";

/** What happened to one binding, what goes through it, and what can be done about it. */
export function BindingStory({ id }: { id: number }) {
  const { t } = useTranslation();
  const { data: story, error, refetch } = useAsk(["bindings"], ["binding_story", id], (api) => api.bindingStory(id));
  if (story === undefined && isGone(error)) return <p role="alert">{t("privacy:story.gone")}</p>;
  if (story === undefined && error !== null) return <ListFailure failure={error} onAgain={() => void refetch()} />;
  if (story === undefined) return <Loader size="sm" aria-label={t("privacy:story.loading")} />;
  const { binding } = story;
  return (
    <article className={drawer.story}>
      <div className={drawer.head}>
        <Title order={2} className="tabular">
          <NumberLink of={{ at: "binding_x", id: binding.id }} shown={t("privacy:story.x", { x: binding.x_number })} />
        </Title>
      </div>
      <div className={drawer.tags}>
        <BindingBadge state={binding.state} />
        <AccountName vendor={binding.vendor} name={binding.account_name} />
        {binding.reference !== "" && <span>{t("privacy:story.reference", { reference: binding.reference })}</span>}
      </div>
      <Numbers binding={binding} />
      <AnswerBox binding={binding} />
      <Calls story={story} />
      <BindingTimeline events={story.events} />
      <BindingDetails story={story} />
    </article>
  );
}
