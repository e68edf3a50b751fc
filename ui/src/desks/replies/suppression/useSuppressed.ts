import type { Suppressed } from "../../../contract/Suppressed";
import type { SuppressionPage } from "../../../contract/SuppressionPage";
import type { Topic } from "../../../contract/Topic";
import { byId } from "../../rows";
import { useLongList, type Pages } from "../../useLongList";

const topics: readonly Topic[] = ["suppression"];

/** The numbers of the suppression list a search finds, page by page. */
export function useSuppressed(search: string): Pages<Suppressed> {
  const { newest, ...pages } = useLongList<Suppressed, SuppressionPage>({
    topics,
    name: "list_suppressed",
    query: search,
    ask: (api, page) => api.listSuppressed({ search, ...page }),
    order: byId,
    counted: true,
  });
  return { ...pages, total: newest?.total ?? null };
}
