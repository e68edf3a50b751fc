import { useAsk } from "../ipc/ask";

/** Which profile is open: `key` tells two apart, `practice` chooses the words on what costs. */
export function useOpenProfile(): { key: string; practice: boolean } {
  const { data } = useAsk(["profile"], ["profile_state"], (api) => api.profileState());
  if (data?.state !== "ready") return { key: "", practice: false };
  return { key: `${data.profile} ${data.data_dir}`, practice: data.profile === "practice" };
}
