import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";

import { announce } from "../../../parts/announce";
import { Page } from "../../../parts/Page";
import { NoBindingAccount } from "../NoBindings";
import { useBindingAccounts } from "../useBindingAccounts";
import { placeOf } from "../../useOpenRow";
import { useBindingsView } from "../view";
import { accountOf } from "./chosen";
import { Fields } from "./Fields";
import { useBindForm } from "./formStore";

/** The keyboard goes on in the page that opened, past the rail. */
const focusPage = () => document.getElementById("main")?.focus();

/** Where a binding is written, shown as it would be, and approved. */
export function BindForm() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const { value: form, memory: store } = useBindForm();
  const { memory: view } = useBindingsView();
  const accounts = useBindingAccounts();
  const account = accountOf(form, accounts);
  useEffect(focusPage, []);
  return (
    <Page
      title={t("privacy:bind_a_number")}
      actions={
        <Button component={Link} href="/privacy" variant="default" leftSection={<IconArrowLeft size={15} aria-hidden />}>
          {t("privacy:back")}
        </Button>
      }
    >
      {accounts?.length === 0 && <NoBindingAccount />}
      {accounts !== undefined && account !== undefined && (
        <Fields
          form={form}
          store={store}
          accounts={accounts}
          account={account}
          onApproved={(id) => {
            view.write(placeOf(id));
            announce(t("privacy:approved"));
            go("/privacy");
            setTimeout(focusPage);
          }}
        />
      )}
    </Page>
  );
}
