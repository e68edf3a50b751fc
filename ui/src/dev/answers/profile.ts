import type { FieldProblem } from "../../contract/FieldProblem";
import { practiceWorld } from "../world";
import type { Answers, Stage } from "./stage";

type Commands =
  | "profileState"
  | "openPractice"
  | "openLive"
  | "retryOpen"
  | "leaveProfile"
  | "wipePractice"
  | "restoreKey"
  | "saveRecoveryKey"
  | "postponeRecoveryKey"
  | "preferences"
  | "setPreferences"
  | "identity"
  | "setIdentity";

export function profileAnswers({ world, become }: Stage): Pick<Answers, Commands> {
  const openPractice = () => {
    become({ ...practiceWorld(), preferences: world.preferences, identity: null }, "profile");
    return world.profile;
  };
  const openLive = () => {
    become(
      { profile: { state: "ready", profile: "live", recovery_key_due: true, data_dir: "/home/li/.local/share/switchboard/live" } },
      "profile",
    );
    return world.profile;
  };
  return {
    profileState: () => world.profile,
    openPractice,
    openLive,
    retryOpen: openLive,
    leaveProfile: () => {
      become({ profile: { state: "welcome", live_exists: true, practice_exists: true } }, "profile");
      return world.profile;
    },
    wipePractice: openPractice,
    restoreKey: ({ recovery_key }) =>
      recovery_key.replace(/[\s-]/g, "").length === 52 ? { result: "restored", state: openLive() } : { result: "malformed" },
    saveRecoveryKey: () => {
      if (world.profile.state === "ready") become({ profile: { ...world.profile, recovery_key_due: false } }, "profile");
      return { path: "/media/usb/switchboard-recovery-key.txt" };
    },
    postponeRecoveryKey: () => {
      if (world.profile.state === "ready") become({ profile: { ...world.profile, recovery_key_due: false } }, "profile");
    },
    preferences: () => world.preferences,
    setPreferences: (preferences) => become({ preferences }),
    identity: () => world.identity,
    setIdentity: (identity) => {
      const problems: FieldProblem[] = [];
      if (identity.operator.trim() === "") problems.push({ field: "operator", reason: "required" });
      if (!/^[A-Z0-9]{3}$/.test(identity.desk)) problems.push({ field: "desk", reason: "desk_form" });
      if (problems.length === 0) become({ identity }, "status");
      return problems;
    },
  };
}
