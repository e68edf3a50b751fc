import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";

import { figures } from "../../parts/figures";
import { numberPath } from "../../parts/numberPath";
import { Page } from "../../parts/Page";
import { ExportButton } from "../export/ExportButton";
import list from "../RowTable.module.css";
import { ListFailure } from "../ListFailure";
import { RowTable } from "../RowTable";
import { useOpenRow } from "../useOpenRow";
import { columnsOf } from "./columns";
import { Filters } from "./Filters";
import { NoBindingAccount, NoBindings } from "./NoBindings";
import classes from "./privacy.module.css";
import { BindingStory } from "./story/BindingStory";
import { useBindingAccounts } from "./useBindingAccounts";
import { filterOf, useBindings } from "./useBindings";
import { liveView, useBindingsView } from "./view";

const SEARCH_PAUSE_MS = 200;
const ROW_HEIGHT = 42;

/** What is bound: the only record of it there is, since the platform lists nothing. */
export function Ledger() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const { value: view, memory } = useBindingsView();
  const [search] = useDebouncedValue(view.search, SEARCH_PAUSE_MS);
  const asked = filterOf(view, search);
  const bindings = useBindings(asked);
  const accounts = useBindingAccounts();
  const columns = useMemo(() => columnsOf(t), [t]);
  const filtered = view.accountId !== null || search !== "";
  const empty = bindings.rows?.length === 0;
  const noAccount = empty && !filtered && accounts?.length === 0;
  const count = bindings.total ?? bindings.rows?.length ?? 0;
  const place = useOpenRow(view, memory);

  return (
    <Page
      title={t("privacy:heading")}
      count={
        bindings.rows !== undefined &&
        !noAccount && (
          <span role="status">
            {view.liveOnly ? t("privacy:count_live", { count, n: figures(count) }) : t("privacy:count", { count, n: figures(count) })}
          </span>
        )
      }
      actions={
        accounts !== undefined &&
        accounts.length > 0 && (
          <>
            <Button component={Link} href="/privacy/bind" leftSection={<IconPlus size={15} aria-hidden />}>
              {t("privacy:bind")}
            </Button>
            {!empty && <ExportButton list={{ list: "bindings", query: { ...asked, before: null, limit: 0 } }} />}
          </>
        )
      }
      drawer={view.openId !== null && <BindingStory key={view.openId} id={view.openId} />}
      drawerLabel={t("privacy:story.label")}
      onCloseDrawer={place.onClose}
    >
      <div className={list.desk}>
        {noAccount ? (
          <NoBindingAccount />
        ) : (
          <>
            <div className={list.filters}>
              <Filters view={view} accounts={accounts ?? []} onChange={(change) => memory.write(change)} />
            </div>
            {bindings.failure !== null ? (
              <ListFailure failure={bindings.failure} onAgain={bindings.again} />
            ) : empty ? (
              <NoBindings
                filtered={filtered}
                liveOnly={view.liveOnly}
                onClear={() => memory.write({ ...liveView(), liveOnly: view.liveOnly, openId: view.openId })}
                onAll={() => memory.write({ liveOnly: false })}
              />
            ) : (
              <RowTable
                // Another filter is another list: it begins at its top.
                key={JSON.stringify([view.liveOnly, view.accountId, search])}
                label={t("privacy:heading")}
                name="binding"
                className={classes.ledger}
                columns={columns}
                pages={bindings}
                rowHeight={ROW_HEIGHT}
                onKey={(key, { id }) => key === "n" && go(numberPath({ at: "binding_x", id }))}
                {...place}
              />
            )}
          </>
        )}
      </div>
    </Page>
  );
}
