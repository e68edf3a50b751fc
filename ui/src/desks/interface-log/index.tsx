import { Route, Switch } from "wouter";

import { Exchanges } from "./exchanges/Exchanges";
import { Kept } from "./kept/Kept";
import { Polls } from "./polls/Polls";

/** What crossed the interfaces to the vendors, how each poll goes, and what is kept for others. */
export function InterfaceLogDesk() {
  return (
    <Switch>
      <Route path="/log/polls" component={Polls} />
      <Route path="/log/kept" component={Kept} />
      <Route component={Exchanges} />
    </Switch>
  );
}
