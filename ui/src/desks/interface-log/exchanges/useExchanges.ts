import type { ExchangeCursor } from "../../../contract/ExchangeCursor";
import { usePages, type Pages } from "../../usePages";
import type { LogView } from "../view";
import { rowId, type ListedExchange } from "./ref";

type Filter = Pick<LogView, "accountId" | "kinds" | "troubledOnly">;

/** The exchanges the filters let through, newest first. */
export function useExchanges({ accountId, kinds, troubledOnly }: Filter): Pages<ListedExchange> {
  return usePages<ListedExchange, ExchangeCursor>(
    ["exchanges", "pushes"],
    ["list_exchanges", accountId, kinds, troubledOnly],
    async (api, page) => {
      const { rows, next } = await api.listExchanges({ account_id: accountId, kinds: [...kinds], troubled_only: troubledOnly, ...page });
      return { rows: rows.map((row) => ({ ...row, id: rowId(row.of) })), next };
    },
  );
}
