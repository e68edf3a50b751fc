import { useLocation } from "wouter";

import { BindForm } from "./form/BindForm";
import { Ledger } from "./Ledger";

/** Privacy numbers: `/privacy` is the ledger of what is bound, `/privacy/bind` the form. */
export function PrivacyDesk() {
  const [location] = useLocation();
  return location === "/privacy/bind" ? <BindForm /> : <Ledger />;
}
