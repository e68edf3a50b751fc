import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";

import type { ProfileState } from "../contract/ProfileState";
import { OpeningScreen } from "../desks/first-start/OpeningScreen";
import { TroubleScreen } from "../desks/first-start/TroubleScreen";
import { Welcome } from "../desks/first-start/Welcome";
import { useAsk, useDo } from "../ipc/ask";
import { Answers } from "./Answers";
import { OpenProfile } from "./OpenProfile";
import { ProfilesContext, ReadyContext, type Opening, type Profiles } from "./profile";

/** Shows the first page, a trouble, or the open profile, as the program says. */
export function Gate() {
  const queries = useQueryClient();
  const [opened, countOpened] = useState(0);
  const profile = useAsk(["profile"], ["profile_state"], (api) => api.profileState());

  const become = useMemo(
    () => (state: ProfileState) => {
      queries.setQueryData([["profile"], "profile_state"], state);
      countOpened((n) => n + 1);
    },
    [queries],
  );
  const { mutate: open, isPending: isOpening } = useDo(
    (api, which: Opening) => {
      if (which === "practice") return api.openPractice();
      return which === "live" ? api.openLive() : api.retryOpen();
    },
    { done: become },
  );
  const { mutate: leave } = useDo((api) => api.leaveProfile(), { done: become });
  const { mutate: wipe, isPending: isWiping } = useDo((api) => api.wipePractice(), { done: become });
  const profiles = useMemo<Profiles>(
    () => ({
      open,
      leave: () => leave(undefined),
      wipePractice: () => wipe(undefined),
      become,
      askAgain: () => void queries.invalidateQueries({ queryKey: [["profile"], "profile_state"] }),
    }),
    [queries, open, leave, wipe, become],
  );

  const state = profile.data;
  return (
    <ProfilesContext value={profiles}>
      {state === undefined || isOpening || isWiping || state.state === "opening" ? (
        <OpeningScreen />
      ) : state.state === "updating" ? (
        <OpeningScreen percent={state.percent} />
      ) : state.state === "welcome" ? (
        <Welcome liveExists={state.live_exists} />
      ) : state.state === "trouble" ? (
        <TroubleScreen trouble={state} />
      ) : (
        <ReadyContext value={state}>
          {/* Each opening starts with no answers: one profile never shows what another held. */}
          <Answers key={`${state.profile} ${state.data_dir} ${opened}`}>
            <OpenProfile />
          </Answers>
        </ReadyContext>
      )}
    </ProfilesContext>
  );
}
