import { useEffect } from "react";
import { Redirect, Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";

import { useReady } from "../app/profile";
import { MessagesDesk } from "../desks/messages";
import {
  AccountsDesk,
  BalancesDesk,
  fetchDesks,
  InterfaceLogDesk,
  NumberPage,
  PrivacyDesk,
  RepliesDesk,
  SendDesk,
  SettingsDesk,
} from "./deskParts";
import classes from "./Frame.module.css";
import { PaletteHolder } from "./PaletteHolder";
import { PracticeBand } from "./PracticeBand";
import { Rail } from "./Rail";
import { SkipLink } from "./SkipLink";
import { StatusBar } from "./StatusBar";
import { useFocusKept } from "./useFocusKept";
import { useSlashToSearch } from "./useSlashToSearch";

/** By then the first page has long been drawn, and what was clicked on first is answered. */
const FETCHED_AFTER_MS = 2_000;

/** One frame for all desks: rail, desk, status bar. */
export function Frame() {
  const { profile } = useReady();
  useSlashToSearch();
  useFocusKept();
  useEffect(() => {
    const waiting = setTimeout(() => void fetchDesks(), FETCHED_AFTER_MS);
    return () => clearTimeout(waiting);
  }, []);
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
      <PaletteHolder />
    </Router>
  );
}
