import { IdentityScreen } from "../desks/first-start/IdentityScreen";
import { OpeningScreen } from "../desks/first-start/OpeningScreen";
import { RecoveryKeyScreen } from "../desks/first-start/RecoveryKeyScreen";
import { Frame } from "../frame/Frame";
import { useIdentity } from "./identity";
import { useReady } from "./profile";

/** What is asked once, then the desks. */
export function OpenProfile() {
  const ready = useReady();
  const identity = useIdentity();
  if (identity.isPending) return <OpeningScreen />;
  if (identity.data === null) return <IdentityScreen />;
  if (ready.recovery_key_due) return <RecoveryKeyScreen />;
  return <Frame />;
}
