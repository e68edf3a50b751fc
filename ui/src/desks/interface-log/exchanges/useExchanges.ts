import type { ExchangeCursor } from "../../../contract/ExchangeCursor";
import type { ExchangeQuery } from "../../../contract/ExchangeQuery";
import type { Topic } from "../../../contract/Topic";
import type { ListPage } from "../../longList";
import type { Order } from "../../rows";
import { useLongList, type Pages } from "../../useLongList";
import type { LogView } from "../view";
import { rowId, type ListedExchange } from "./ref";

type Filter = Pick<LogView, "accountId" | "kinds" | "troubledOnly">;

const topics: readonly Topic[] = ["exchanges", "pushes"];

/** Each kind by its own falling ids; one that no row of a page is of keeps its place in the cursor. */
export const byEachTable: Order<ListedExchange, ExchangeCursor> = {
  rank: ({ id }) => id,
  isBehind: ({ of: { at, id } }, cursor) => id < cursor[at],
  reaches: (end, cursor) => end.attempt <= cursor.attempt && end.poll <= cursor.poll && end.push <= cursor.push,
};

/** What the filters ask for, without a page. */
export function queryOf({ accountId, kinds, troubledOnly }: Filter): Pick<ExchangeQuery, "account_id" | "kinds" | "troubled_only"> {
  return { account_id: accountId, kinds: [...kinds], troubled_only: troubledOnly };
}

/** The exchanges the filters let through, newest first. */
export function useExchanges(filter: Filter): Pages<ListedExchange> {
  return useLongList<ListedExchange, ListPage<ListedExchange, ExchangeCursor>, ExchangeCursor>({
    topics,
    name: "list_exchanges",
    query: queryOf(filter),
    ask: async (api, page) => {
      const { rows, next } = await api.listExchanges({ ...queryOf(filter), ...page });
      return { rows: rows.map((row) => ({ ...row, id: rowId(row.of) })), next };
    },
    order: byEachTable,
  });
}
