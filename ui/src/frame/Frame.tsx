import { Redirect, Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";

import { useReady } from "../app/profile";
import { AccountsDesk } from "../desks/accounts";
import { BalancesDesk } from "../desks/balances";
import { InterfaceLogDesk } from "../desks/interface-log";
import { MessagesDesk } from "../desks/messages";
import { NumberPage } from "../desks/number";
import { PrivacyDesk } from "../desks/privacy";
import { RepliesDesk } from "../desks/replies";
import { SendDesk } from "../desks/send";
import { SettingsDesk } from "../desks/settings";
import classes from "./Frame.module.css";
import { Palette } from "./Palette";
import { PracticeBand } from "./PracticeBand";
import { Rail } from "./Rail";
import { SkipLink } from "./SkipLink";
import { StatusBar } from "./StatusBar";
import { useFocusKept } from "./useFocusKept";
import { useSlashToSearch } from "./useSlashToSearch";

/** One frame for all desks: rail, desk, status bar. */
export function Frame() {
  const { profile } = useReady();
  useSlashToSearch();
  useFocusKept();
  return (
    <Router hook={useHashLocation}>
      <SkipLink />
      <div className={classes["frame"]} data-practice={profile === "practice" || undefined}>
        {profile === "practice" && <PracticeBand />}
        <Rail />
        <div className={classes["desk"]}>
          <Switch>
            <Route path="/send" component={SendDesk} />
            <Route path="/privacy/*?" component={PrivacyDesk} />
            <Route path="/messages/*?" component={MessagesDesk} />
            <Route path="/number/:at/:which" component={NumberPage} />
            <Route path="/replies/*?" component={RepliesDesk} />
            <Route path="/balances/*?" component={BalancesDesk} />
            <Route path="/accounts/*?" component={AccountsDesk} />
            <Route path="/log/*?" component={InterfaceLogDesk} />
            <Route path="/settings/*?" component={SettingsDesk} />
            <Route>
              <Redirect to="/messages" replace />
            </Route>
          </Switch>
        </div>
        <StatusBar />
      </div>
      <Palette />
    </Router>
  );
}
